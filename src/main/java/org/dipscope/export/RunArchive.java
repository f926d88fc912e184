package org.dipscope.export;

import org.dipscope.session.PinnedRun;
import org.dipscope.session.Progress;
import org.dipscope.session.ProgressPart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** A folder of pinned runs, a file each, so that a crash loses none: each is moved into place when it is whole. */
public final class RunArchive {
    private final Path folder;

    /** The archive in this folder, which need not be there. */
    public RunArchive(Path folder) {
        this.folder = folder;
    }

    /** Writes a run in place of what was there under its id. */
    public void save(PinnedRun run) throws IOException {
        Files.createDirectories(folder);
        RunBundle.write(file(run.id()), List.of(run));
    }

    /** Lets a run go. */
    public void delete(String id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    /**
     * What is there.
     *
     * @param runs     in the order in which they were pinned
     * @param refusals a sentence for each file that cannot be read; it is left where it is
     */
    public record Found(List<PinnedRun> runs, List<String> refusals) {
    }

    /** Reads every run of the folder. */
    public Found load() {
        return load(Progress.SILENT);
    }

    /**
     * The same, where somebody watches.
     *
     * @throws CancellationException where the work was cancelled
     */
    public Found load(Progress progress) {
        List<PinnedRun> runs = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> bundles = files.filter(path -> path.toString().endsWith(RunBundle.ENDING)).sorted().toList();
                for (int i = 0; i < bundles.size(); i++) {
                    try {
                        runs.addAll(RunBundle.read(bundles.get(i), new ProgressPart(progress, (double) i / bundles.size(), (i + 1.0) / bundles.size())));
                    } catch (IOException e) {
                        refusals.add(e.getMessage());
                    }
                }
            } catch (IOException e) {
                refusals.add("The folder '%s' of pinned runs cannot be read; check its permissions.".formatted(folder));
            }
        }
        runs.sort(Comparator.comparing(PinnedRun::pinned));
        return new Found(List.copyOf(runs), List.copyOf(refusals));
    }

    private Path file(String id) {
        return folder.resolve(id + RunBundle.ENDING);
    }
}
