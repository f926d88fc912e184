package org.dipscope.session;

import org.dipscope.kernel.KvCache;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.dipscope.memory.MaskSink;
import org.dipscope.memory.MemorySimulator;
import org.dipscope.memory.RecordedResidency;
import org.dipscope.memory.Residency;
import org.dipscope.memory.TokenIo;
import org.dipscope.memory.TraceHeader;
import org.dipscope.memory.TraceWriter;
import org.dipscope.model.ForwardPass;
import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.Masking;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a token's masks cost to record, beside what the token itself costs: the sample model's own masks, DIP at density 0.5. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TraceRecordingBenchmark {
    private static final int TOKENS = 128;

    private final Masking masking = new Masking(new Dip(), 0.5, 1, 0, false, Optional.empty());
    private LoadedModel model;
    private Selection[][] selections;
    private Path file;
    private WritableByteChannel channel;
    private TraceWriter writer;
    private RecordedResidency recorded;
    private ForwardPass pass;
    private KvCache cache;
    private MemorySimulator memory;
    private int[] ids;
    private int token;

    /** Lets the model answer, keeps the masks, and opens a trace as a run does. */
    @Setup
    public void answer() throws IOException {
        model = LoadedModel.open(SampleModel.ofThisProgram().file(), Runtime.getRuntime().availableProcessors(), Progress.SILENT);
        Settings settings = DefaultSettings.embedded().with(masking).with(Sampling.GREEDY.withMaxTokens(TOKENS + 1));
        int[] prompt = model.tokenizer().encode("Once upon a time there was a sea so deep that", false);
        KeptMasks kept = new KeptMasks(2 * model.summary().layers());
        Conversation conversation = new Conversation(model, false);
        conversation.recordTo(kept);
        conversation.begin(prompt, settings, () -> false);
        List<Integer> answer = new ArrayList<>();
        while (!conversation.ended()) {
            answer.add(conversation.next(settings).id());
        }
        selections = kept.tokens.toArray(new Selection[0][]);
        ids = answer.stream().mapToInt(Integer::intValue).toArray();

        file = Files.createTempFile("recording", ".trace");
        TraceHeader header = new TraceHeader(model.summary().name(), model.summary().bytes(), masking.method().id(), masking.footprint(),
                new TreeMap<>(SettingsText.write(settings)), "a benchmark");
        channel = new Round(FileChannel.open(file, StandardOpenOption.WRITE));
        writer = new TraceWriter(channel, header);
        writer.sequence(prompt.length, prompt.length + TOKENS);
        recorded = new RecordedResidency(Residency.NOTHING, writer);

        pass = new ForwardPass(model.transformer(), model.workers());
        cache = model.transformer().newCache(prompt.length + TOKENS);
        pass.encode(prompt, 0, cache, () -> false);
        memory = new MemorySimulator(model.summary().bytes(), masking.footprint(), settings.simulated(), prompt.length, prompt.length + TOKENS);
    }

    /** Ends the threads and leaves no file. */
    @TearDown
    public void close() throws IOException {
        writer.finish();
        channel.close();
        Files.delete(file);
        model.close();
    }

    /** One token's masks, every hook of every layer, into the file. */
    @Benchmark
    public void record() {
        Selection[] now = selections[token];
        token = (token + 1) % selections.length;
        for (int hook = 0; hook < now.length; hook++) {
            recorded.use(hook, now[hook]);
        }
        recorded.endToken();
    }

    /** One token through the model with its simulated memory and without a trace. */
    @Benchmark
    public TokenIo decode() {
        int length = cache.length();
        pass.forward(ids, token, 1, cache, masking, memory);
        token = (token + 1) % ids.length;
        pass.lastLogits();
        cache.truncate(length);
        return memory.endToken();
    }

    /** A file that begins anew where a long run would have ended, or it would fill the disk. */
    private record Round(FileChannel file) implements WritableByteChannel {
        private static final long LONGEST = 64 << 20;

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (file.position() > LONGEST) {
                file.position(0);
            }
            return file.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Keeps every mask in memory. */
    private static final class KeptMasks implements MaskSink {
        private final List<Selection[]> tokens = new ArrayList<>();
        private final int hooks;
        private Selection[] now;

        KeptMasks(int hooks) {
            this.hooks = hooks;
        }

        @Override
        public void sequence(int promptLength, int totalLength) {
            now = new Selection[hooks];
        }

        @Override
        public void mask(int token, int hook, Selection selected) {
            Mask mask = selected.freeze();
            now[hook] = new Selection(mask.size());
            now[hook].set(mask);
        }

        @Override
        public void ended(int count) {
            tokens.add(now);
            now = new Selection[hooks];
        }
    }
}
