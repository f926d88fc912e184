package org.dipscope.session;

import org.dipscope.gguf.FileType;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.kernel.WorkerPool;
import org.dipscope.model.Hyperparameters;
import org.dipscope.model.MemoryNeed;
import org.dipscope.model.Transformer;
import org.dipscope.model.TransformerLoader;
import org.dipscope.model.WeightBytes;
import org.dipscope.tokenizer.ChatTemplate;
import org.dipscope.tokenizer.Tokenizer;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A model that is ready to run: weights, tokenizer, chat template and the threads that compute.
 *
 * @param transformer the weights
 * @param tokenizer   text ↔ token ids
 * @param template    how turns become a prompt
 * @param workers     the threads
 * @param summary     what views and reports say of it
 */
public record LoadedModel(Transformer transformer, Tokenizer tokenizer, ChatTemplate template, WorkerPool workers, ModelSummary summary)
        implements AutoCloseable {
    /** What a fault of memory means that a file is mapped to: the file is not what it was when it was opened. */
    public static final String FILE_LOST = "The model's file was changed or lost while it was open; get it whole and open it again.";
    private static final Pattern QUANTISATION = Pattern.compile("(?i)(?<=.)[.\\-_](?:I?Q\\d\\w*|B?F16|F32)$");

    /**
     * Loads a model.
     *
     * @param threads how many threads compute, 1 or more
     * @throws GgufException if the file cannot be read or run, or the machine has too little memory for it, in one sentence
     * @throws java.util.concurrent.CancellationException if {@code progress} was cancelled
     */
    public static LoadedModel open(Path path, int threads, Progress progress) throws GgufException {
        progress.report(0, "reading " + path.getFileName());
        WorkerPool workers = new WorkerPool(threads);
        try {
            return open(GgufFile.open(path), workers, progress);
        } catch (InternalError e) {
            workers.close();
            throw new GgufException(FILE_LOST, e);
        } catch (GgufException | RuntimeException | Error e) {
            workers.close();
            throw e;
        }
    }

    private static LoadedModel open(GgufFile file, WorkerPool workers, Progress progress) throws GgufException {
        try {
            // The shape first: a model that is not run at all is refused for what it is, not for its tokenizer.
            Hyperparameters shape = Hyperparameters.of(file);
            Tokenizer tokenizer = Tokenizer.of(file.metadata());
            if (tokenizer.vocabulary() > shape.vocabulary()) {
                throw new GgufException("the tokenizer has %d tokens and the embedding only %d; the file is broken, get it again."
                        .formatted(tokenizer.vocabulary(), shape.vocabulary()));
            }
            ChatTemplate template = ChatTemplate.of(file.metadata());
            Fit fit = Fit.now(MemoryNeed.of(file, shape), shape.contextLength());
            ModelSummary summary = summary(file, shape, template, fit);
            // The weights come last: whatever fails before them leaves nothing but the file to close.
            Transformer transformer = TransformerLoader.load(file, workers,
                    share -> progress.report(share, "repacking the weights"), progress::cancelled);
            return new LoadedModel(transformer, tokenizer, template, workers, summary);
        } catch (GgufException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static ModelSummary summary(GgufFile file, Hyperparameters shape, ChatTemplate template, Fit fit) throws GgufException {
        Map<String, Integer> quantisation = new TreeMap<>();
        file.tensors().forEach(tensor -> quantisation.merge(tensor.type().name(), 1, Integer::sum));
        return new ModelSummary(file.path(), name(file.path()), shape.architecture(), shape.layers(), shape.hidden(), shape.intermediate(), shape.vocabulary(),
                fit.context(), quantisation, FileType.of(file), file.bytes(), WeightBytes.of(file, shape), Stream.of(template.note(), fit.note()).flatMap(Optional::stream).toList());
    }

    /** What people call the model: the file's name without its type and its number among parts, since the metadata often keep a training run's label. */
    private static String name(Path file) {
        return QUANTISATION.matcher(file.getFileName().toString().replaceFirst("(?i)(-\\d{5}-of-\\d{5})?\\.gguf$", "")).replaceFirst("");
    }

    /** Gives memory and threads back; nothing may be computing. */
    @Override
    public void close() {
        workers.close();
        transformer.close();
    }
}
