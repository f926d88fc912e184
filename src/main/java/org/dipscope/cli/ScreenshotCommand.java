package org.dipscope.cli;

import org.dipscope.calibration.SampleTextLearner;
import org.dipscope.export.AtomicFile;
import org.dipscope.export.SweepFile;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.ModelSession;
import org.dipscope.session.Phase;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Progress;
import org.dipscope.session.Run;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.Screenshots;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PictureSaver;
import org.dipscope.ui.picture.PictureView;
import org.dipscope.ui.picture.ScreenshotRequest;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A picture of the window after a run, or of two runs side by side. */
@Command(name = "screenshot", sortOptions = false, description = "Runs a prompt and saves a picture of the window, rendered without a display.")
final class ScreenshotCommand implements Subcommand {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[x×](\\d{1,5})");
    private static final Setting.Group[] RUN = {Setting.Group.MASKING, Setting.Group.MEMORY};

    @Mixin
    private ModelOption model;

    @Option(names = "--prompt", preprocessor = AnyText.class, required = true, paramLabel = "TEXT", description = "what to answer")
    private String prompt;

    @Option(names = "--system", preprocessor = AnyText.class, paramLabel = "TEXT", description = "the system prompt (default: the template's own)")
    private String system;

    @Option(names = "--compare", preprocessor = AnyText.class, paramLabel = "OPTIONS", description = "how run B differs: options of masking and memory in one word, such as \"--gamma 1 --dram 60MB\"")
    private String compare;

    @Option(names = "--view", paramLabel = "VIEW", description = "the window as window, start, runs, roofline, trade-off, long-work, tours, palette or keys; an instrument of it as masks, cache, policies, miss-ratios or timeline; or compare (default: window; compare where --compare is given)")
    private String view;

    @Option(names = "--sweep", paramLabel = "FILE.jsonl", description = "the points of the view trade-off, as 'dipscope sweep' writes them")
    private Path sweep;

    @Option(names = "--theme", defaultValue = "dark", paramLabel = "THEME", description = "dark or light (default: ${DEFAULT-VALUE})")
    private String theme;

    @Option(names = "--shadow", description = "shows the dense model the same tokens")
    private boolean shadow;

    @Option(names = "--language", defaultValue = "en", paramLabel = "LANGUAGE", description = "en or de (default: ${DEFAULT-VALUE})")
    private String language;

    @Option(names = "--size", defaultValue = "1440x900", paramLabel = "WxH", description = "logical pixels (default: ${DEFAULT-VALUE})")
    private String size;

    @Option(names = "--scale", defaultValue = "2", paramLabel = "N", description = "pixels of the picture per logical pixel, 1 to 4 (default: ${DEFAULT-VALUE})")
    private double scale;

    @Option(names = "--out", required = true, paramLabel = "FILE.png", description = "where to save the picture")
    private Path out;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    private SettingLine difference;

    private final PictureSaver saver;
    private final SettingOptions options = SettingOptions.of(Setting.Group.MASKING, Setting.Group.MEMORY, Setting.Group.SAMPLING);

    /** Saves pictures with this saver. */
    ScreenshotCommand(PictureSaver saver) {
        this.saver = saver;
    }

    @Override
    public Optional<SettingOptions> settings() {
        return Optional.of(options);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScreenshotRequest request = request();
        second(options.read(DefaultSettings.embedded()));
        AtomicFile.requireWritable(out);
        requirePng();
        LoadedModel loaded = LoadedModel.open(model.file(), threads.count(), Progress.SILENT);
        Snapshot first;
        Optional<Snapshot> other = Optional.empty();
        Settings settings = options.read(DefaultSettings.of(loaded.summary()));
        try (ModelSession session = new ModelSession(loaded, new AtomicInteger(), settings)) {
            // The first run of a program is slow until its kernels are compiled; a picture that says what was measured must not show that.
            Snapshot warmUp = run(session, settings, Optional.empty());
            session.restart();
            first = run(session, settings, Optional.of(warmUp));
            Optional<Settings> second = second(settings);
            if (second.isPresent()) {
                session.restart();
                other = Optional.of(run(session, second.get(), Optional.of(first)));
            }
        }
        save(request, first, other);
        return 0;
    }

    /** A name that promises another format would hold a PNG all the same, and other programs would stumble over it. */
    private void requirePng() {
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new ParameterException(spec.commandLine(),
                    "'%s' does not end in .png, which is the one format that keeps a picture's settings inside; name the file so.".formatted(out));
        }
    }

    private void save(ScreenshotRequest request, Snapshot first, Optional<Snapshot> other) throws IOException, InterruptedException {
        Screenshots.startWithoutDisplay();
        try {
            Screenshots screenshots = new Screenshots(ProgramVersion.current(), Words.of(WindowLanguage.of(language)));
            Picture picture = request.view() == PictureView.LONG_WORK ? screenshots.atWork(request, first, new SampleTextLearner(threads.count())) : screenshots.take(request, first, other);
            saver.save(picture, out);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", out.toString());
            fields.put("width", picture.width());
            fields.put("height", picture.height());
            report.print(fields);
        } finally {
            Screenshots.stop();
        }
    }

    private Snapshot run(ModelSession session, Settings settings, Optional<Snapshot> before) throws InterruptedException {
        session.change(settings);
        session.shadow(shadow);
        session.submit(prompt, Optional.ofNullable(system));
        Snapshot ended = session.awaitEnd(before.map(Snapshot::run).map(Run::number).orElse(0));
        if (ended.phase() == Phase.FAILED) {
            throw new IllegalArgumentException(ended.failure().orElseThrow().sentence());
        }
        return ended;
    }

    private ScreenshotRequest request() {
        Matcher pixels = SIZE.matcher(size);
        try {
            if (!pixels.matches()) {
                throw new IllegalArgumentException("'%s' is no size; give width and height, such as 1440x900.".formatted(size));
            }
            WindowLanguage.of(language);
            PictureView what = view == null ? compare == null ? PictureView.WINDOW : PictureView.COMPARE : PictureView.of(view);
            if (what == PictureView.COMPARE && compare == null) {
                throw new IllegalArgumentException("a comparison needs two runs; say with --compare how the second one differs.");
            }
            return new ScreenshotRequest(what, Theme.of(theme), Integer.parseInt(pixels.group(1)), Integer.parseInt(pixels.group(2)), scale, points());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Points that cannot be read are told before a model is loaded. */
    private Optional<Path> points() {
        if (sweep != null) {
            try {
                SweepFile.read(sweep);
            } catch (IOException e) {
                throw new IllegalArgumentException("'%s' cannot be read; check its name and permissions.".formatted(sweep), e);
            }
        }
        return Optional.ofNullable(sweep);
    }

    private Optional<Settings> second(Settings first) {
        try {
            if (compare != null && difference == null) {
                difference = new SettingLine(compare, spec.qualifiedName() + ", run B", spec.commandLine().getErr(), RUN);
            }
            return Optional.ofNullable(difference).map(line -> line.read(first));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
