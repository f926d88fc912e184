package org.dipscope.model;

import org.dipscope.gguf.BlockDecoder;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.TensorInfo;
import org.dipscope.kernel.ColumnMatrix;
import org.dipscope.kernel.MatrixPacker;
import org.dipscope.kernel.Rotary;
import org.dipscope.kernel.WorkerPool;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;

/** Builds a model from a GGUF file: checks every tensor's shape, then repacks the weights into column order on all workers. */
public final class TransformerLoader {
    /** Rows of a panel of a matrix that is never masked and too tall for one: its sums stay in the first cache. */
    private static final int HEAD_PANEL = 2048;

    private final GgufFile file;
    private final Hyperparameters shape;
    private final ModelTensors tensors;
    private final MatrixPacker packer;
    private final Arena arena = Arena.ofShared();

    private TransformerLoader(GgufFile file, Hyperparameters shape, WorkerPool workers, BooleanSupplier cancelled) throws GgufException {
        this.file = file;
        this.shape = shape;
        this.tensors = ModelTensors.of(file, shape);
        this.packer = new MatrixPacker(workers, arena, cancelled);
    }

    /**
     * Loads a model. The file belongs to the model from then on; after a failure it is closed.
     *
     * @param progress  told the share that is done, in [0, 1]
     * @param cancelled asked from all workers, many times a second
     * @throws GgufException         if the model cannot be run
     * @throws CancellationException if cancelled
     */
    public static Transformer load(GgufFile file, WorkerPool workers, DoubleConsumer progress, BooleanSupplier cancelled) throws GgufException {
        TransformerLoader loader = null;
        try {
            loader = new TransformerLoader(file, Hyperparameters.of(file), workers, cancelled);
            return loader.load(progress, cancelled);
        } catch (GgufException | RuntimeException | Error e) {
            if (loader != null) {
                loader.arena.close();
            }
            file.close();
            if (e instanceof IllegalArgumentException broken) {
                throw new GgufException(broken.getMessage(), broken);
            }
            throw e;
        }
    }

    private Transformer load(DoubleConsumer progress, BooleanSupplier cancelled) throws GgufException {
        List<Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("loading was cancelled");
            }
            layers.add(layer(shape.plan().get(layer), tensors.layers().get(layer)));
            file.unload();
            progress.accept((layer + 1.0) / (shape.layers() + 1));
        }
        ColumnMatrix head = pack(HEAD_PANEL, tensors.head());
        file.unload();
        progress.accept(1);
        return new Transformer(file, arena, shape, layers, vector(tensors.outputNorm()), head, tensors.embedding(), turns());
    }

    private Turns turns() throws GgufException {
        RotaryShape rotary = shape.rotary();
        float[] factors = factors(tensors.factors());
        Optional<TensorInfo> near = tensors.shortFactors();
        Optional<TensorInfo> far = tensors.longFactors();
        if (factors.length > 0 || near.isEmpty() && far.isEmpty()) {
            Rotary always = rotary.global(factors);
            return new Turns(always, always, Integer.MAX_VALUE, rotary.local());
        }
        return new Turns(rotary.global(factors(near)), rotary.global(factors(far)), rotary.reach(), rotary.local());
    }

    private float[] factors(Optional<TensorInfo> tensor) throws GgufException {
        float[] factors = vector(tensor);
        for (float factor : factors) {
            if (factor <= 0) {
                throw new GgufException("tensor %s has the factor %s, where only a number above 0 has a meaning; the file is broken, get it again."
                        .formatted(tensor.get().name(), factor));
            }
        }
        return factors;
    }

    private Layer layer(LayerPlan plan, LayerTensors layer) throws GgufException {
        ColumnMatrix[] gateAndUp = layer.gate().type() == layer.up().type() && MatrixPacker.pairs(layer.gate().rows()) ? pair(layer.gate(), layer.up())
                : new ColumnMatrix[]{pack(0, layer.gate()), pack(0, layer.up())};
        return new Layer(plan, attention(layer), vector(layer.mlpNorm()), gateAndUp[0], gateAndUp[1], pack(0, layer.down()),
                vector(layer.mlpOutputNorm()), rows(layer.gate()), rows(layer.up()));
    }

    private AttentionWeights attention(LayerTensors layer) throws GgufException {
        return new AttentionWeights(vector(layer.attentionNorm()), projections(layer), bias(layer.biases()), vector(layer.queryNorm()),
                vector(layer.keyNorm()), pack(0, layer.output()), vector(layer.outputBias()), vector(layer.attendedNorm()));
    }

    private ColumnMatrix[] projections(LayerTensors layer) throws GgufException {
        TensorRows query = layer.query();
        TensorRows key = layer.key();
        TensorRows value = layer.value();
        if (query.type() == key.type() && key.type() == value.type()) {
            return new ColumnMatrix[]{pack(0, query, key, value)};
        }
        return new ColumnMatrix[]{pack(0, query), pack(0, key), pack(0, value)};
    }

    private float[] bias(LayerTensors.Biases biases) throws GgufException {
        if (biases.fused().isPresent() || biases.query().isEmpty() && biases.key().isEmpty() && biases.value().isEmpty()) {
            return vector(biases.fused());
        }
        float[] bias = new float[shape.queryWidth() + 2 * shape.kvWidth()];
        copy(vector(biases.query()), bias, 0);
        copy(vector(biases.key()), bias, shape.queryWidth());
        copy(vector(biases.value()), bias, shape.queryWidth() + shape.kvWidth());
        return bias;
    }

    private static void copy(float[] part, float[] whole, int at) {
        System.arraycopy(part, 0, whole, at, part.length);
    }

    private FileRows rows(TensorRows matrix) {
        return new FileRows(matrix.type(), matrix.data(file));
    }

    private ColumnMatrix[] pair(TensorRows one, TensorRows other) throws GgufException {
        try {
            return packer.pair(one.type(), one.data(file), other.data(file), one.rows(), one.columns());
        } catch (IllegalArgumentException broken) {
            throw new GgufException("tensors %s and %s: %s".formatted(one.tensor().name(), other.tensor().name(), broken.getMessage()), broken);
        }
    }

    /** Matrices of one type and as many columns, their rows one below the other. */
    private ColumnMatrix pack(int panelRows, TensorRows... matrices) throws GgufException {
        MemorySegment[] data = new MemorySegment[matrices.length];
        int[] rows = new int[matrices.length];
        for (int i = 0; i < matrices.length; i++) {
            data[i] = matrices[i].data(file);
            rows[i] = matrices[i].rows();
        }
        try {
            return packer.pack(matrices[0].type(), data, rows, matrices[0].columns(), panelRows);
        } catch (IllegalArgumentException broken) {
            String names = Arrays.stream(matrices).map(matrix -> matrix.tensor().name()).distinct().collect(Collectors.joining(", "));
            throw new GgufException("tensor %s: %s".formatted(names, broken.getMessage()), broken);
        }
    }

    private float[] vector(Optional<TensorInfo> tensor) throws GgufException {
        return tensor.isPresent() ? vector(tensor.get()) : new float[0];
    }

    private float[] vector(TensorInfo tensor) throws GgufException {
        int length = Math.toIntExact(tensor.elements());
        float[] values = new float[length];
        BlockDecoder.decode(tensor.type(), file.data(tensor), 0, values, 0, length);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new GgufException("tensor %s has the value %s; the file is broken, get it again.".formatted(tensor.name(), value));
            }
        }
        return values;
    }
}
