package org.dipscope.model;

import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.ColumnMatrix;
import org.dipscope.kernel.MatrixPacker;
import org.dipscope.kernel.WorkerPool;
import org.dipscope.mask.Matrix;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MergedWeights;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a calibration makes of a model's layers: merged weights are packed when they are first wanted. One thread uses it. */
final class CalibratedLayers {
    private final Transformer model;
    private final WorkerPool workers;
    private Optional<Calibration> known = Optional.empty();
    private Optional<MergedWeights> packed = Optional.empty();
    private List<Layer> merged = List.of();
    private boolean active;

    CalibratedLayers(Transformer model, WorkerPool workers) {
        this.model = model;
        this.workers = workers;
    }

    /** Goes on with other settings; throws {@link IllegalArgumentException} with one sentence where their calibration is another model's. */
    void follow(Masking masking) {
        if (!masking.calibration().equals(known)) {
            masking.calibration().ifPresent(calibration -> calibration.requireModel(model.fingerprint()));
            known = masking.calibration();
        }
        active = masking.method().need().equals(Optional.of(CalibrationKind.MERGED)) && masking.density() < 1;
        Optional<MergedWeights> wanted = known.flatMap(Calibration::merged);
        if (active && !wanted.equals(packed)) {
            merged = pack(wanted.orElseThrow(), known.orElseThrow().file());
            packed = wanted;
        }
    }

    /** The layer under the settings in force. */
    Layer layer(int number) {
        return active ? merged.get(number) : model.layer(number);
    }

    private List<Layer> pack(MergedWeights weights, String file) {
        MatrixPacker packer = new MatrixPacker(workers, Arena.ofAuto());
        List<Layer> layers = new ArrayList<>();
        for (int number = 0; number < model.shape().layers(); number++) {
            Layer layer = model.layer(number);
            MemorySegment gate = checked(weights, Matrix.GATE, number, layer.gate(), file);
            MemorySegment up = checked(weights, Matrix.UP, number, layer.up(), file);
            MemorySegment down = checked(weights, Matrix.DOWN, number, layer.down(), file);
            ColumnMatrix[] gateAndUp = type(layer.gate()) == type(layer.up())
                    ? packer.pair(type(layer.gate()), gate, up, layer.gate().rows(), layer.gate().columns())
                    : new ColumnMatrix[] {pack(packer, layer.gate(), gate), pack(packer, layer.up(), up)};
            layers.add(layer.withMlp(gateAndUp[0], gateAndUp[1], pack(packer, layer.down(), down),
                    new FileRows(type(layer.gate()), gate), new FileRows(type(layer.up()), up)));
        }
        return List.copyOf(layers);
    }

    private static ColumnMatrix pack(MatrixPacker packer, ColumnMatrix like, MemorySegment bytes) {
        return packer.pack(type(like), new MemorySegment[] {bytes}, new int[] {like.rows()}, like.columns(), 0);
    }

    private static MemorySegment checked(MergedWeights weights, Matrix matrix, int number, ColumnMatrix like, String file) {
        MemorySegment bytes = weights.matrix(matrix, number);
        long expected = (long) like.rows() * like.columns() / type(like).blockElements() * type(like).blockBytes();
        if (bytes.byteSize() != expected) {
            throw new IllegalArgumentException("the calibration '%s' has merged weights of %d bytes where the model has %d; calibrate again."
                    .formatted(file, bytes.byteSize(), expected));
        }
        return bytes;
    }

    private static TensorType type(ColumnMatrix matrix) {
        return TensorType.valueOf(matrix.format().name());
    }
}
