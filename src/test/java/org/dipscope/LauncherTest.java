package org.dipscope;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The launcher script, with a JDK and a Maven that only write down how they were called. */
class LauncherTest {
    private static final int STATUS_OF_THE_PROGRAM = 7;

    @TempDir
    private Path folder;
    private Path home;
    private Path jdk;
    private Path tools;

    /** What a started script left behind. */
    private record Outcome(int status, String out, String err) {
    }

    @BeforeEach
    void aSourceTreeAndItsTools() throws IOException {
        home = Files.createDirectories(folder.resolve("source tree"));
        Files.copy(Path.of("dipscope"), home.resolve("dipscope"));
        executable(home.resolve("dipscope"));
        Files.createDirectories(home.resolve("src/main"));
        Files.createFile(home.resolve("pom.xml"));

        tools = Files.createDirectories(folder.resolve("tools"));
        script(tools.resolve("mvn"), """
                mkdir -p target/dipscope/app
                touch target/dipscope/app/dipscope.jar
                echo "maven built with $JAVA_HOME"
                """);
        jdk = jdk("25.0.1");
    }

    @Test
    void everyArgumentArrivesAsItWas() throws Exception {
        Outcome outcome = start(home.resolve("dipscope"), "generate", "--prompt", "two  words", "", "it's \"so\" $HOME `x` *", "\\n");

        assertThat(outcome.out()).endsWith("""
                [org.dipscope.Dipscope]
                [generate]
                [--prompt]
                [two  words]
                []
                [it's "so" $HOME `x` *]
                [\\n]
                """);
    }

    @Test
    void theProgramsExitStatusIsTheLaunchers() throws Exception {
        assertThat(start(home.resolve("dipscope")).status()).isEqualTo(STATUS_OF_THE_PROGRAM);
    }

    @Test
    void theBuildSpeaksOnStandardErrorOnly() throws Exception {
        Outcome outcome = start(home.resolve("dipscope"));

        assertThat(outcome.err()).contains("maven built with " + jdk);
        assertThat(outcome.out()).doesNotContain("maven");
    }

    @Test
    void itBuildsAgainOnlyWhenTheSourcesAreNewer() throws Exception {
        start(home.resolve("dipscope"));
        assertThat(start(home.resolve("dipscope")).err()).isEmpty();

        Path added = Files.createFile(home.resolve("src/main/Added.java"));
        Files.setLastModifiedTime(added, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(start(home.resolve("dipscope")).err()).contains("maven built");
    }

    @Test
    void aBuildThatFailsIsSaidInOneSentence() throws Exception {
        script(tools.resolve("mvn"), "exit 3");

        Outcome outcome = start(home.resolve("dipscope"));

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err().lines().toList()).last().asString().startsWith("dipscope: The program could not be built");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void itStartsThroughASymlinkFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(tools.resolve("dipscope"), Path.of("../source tree/dipscope"));

        Outcome outcome = start(Files.createSymbolicLink(folder.resolve("again"), link), "info");

        assertThat(outcome.out()).contains("[" + home.resolve("target/dipscope/app/dipscope.jar") + ":").endsWith("[info]\n");
    }

    @Test
    void aPackagedFolderStartsWithoutMaven() throws Exception {
        Files.delete(home.resolve("pom.xml"));
        Files.delete(tools.resolve("mvn"));
        Files.createFile(Files.createDirectories(home.resolve("app")).resolve("dipscope.jar"));

        Outcome outcome = start(home.resolve("dipscope"), "info");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("[" + home.resolve("app/dipscope.jar") + ":").endsWith("[info]\n");
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws Exception {
        Path newer = jdk;
        jdk = jdk("17.0.15");
        Files.createSymbolicLink(tools.resolve("java"), newer.resolve("bin/java"));

        assertThat(start(home.resolve("dipscope")).err()).contains("maven built with " + newer);
    }

    @Test
    void lettersBeyondAsciiArriveWithoutALocaleToo() throws Exception {
        locales("C.UTF-8", "de_DE.UTF-8", "en_GB.UTF-8");

        assertThat(localeOfTheProgram(Map.of())).isEqualTo("C.UTF-8");
        assertThat(localeOfTheProgram(Map.of("LANG", "C"))).isEqualTo("C.UTF-8");
        assertThat(localeOfTheProgram(Map.of("LC_ALL", "POSIX", "LANG", "de_DE.UTF-8"))).isEqualTo("C.UTF-8");
        assertThat(localeOfTheProgram(Map.of("LANG", "de_DE.UTF-8"))).isEmpty();
        assertThat(localeOfTheProgram(Map.of("LC_ALL", "en_GB.UTF-8", "LANG", "C"))).isEqualTo("en_GB.UTF-8");
    }

    @Test
    void aLocaleThatIsNotInstalledIsNone() throws Exception {
        locales("C.UTF-8");
        assertThat(localeOfTheProgram(Map.of("LANG", "de_DE.UTF-8"))).isEqualTo("C.UTF-8");
        assertThat(localeOfTheProgram(Map.of("LC_ALL", "xx_YY.UTF-8"))).isEqualTo("C.UTF-8");

        // The JVM takes the whole of a locale or nothing of it.
        script(tools.resolve("locale"), """
                [ "$LC_ALL" = C.UTF-8 ] || echo "locale: Cannot set LC_ALL to default locale: No such file or directory" >&2
                echo UTF-8
                """);
        assertThat(localeOfTheProgram(Map.of("LANG", "de_DE.UTF-8", "LC_CTYPE", "C.UTF-8"))).isEqualTo("C.UTF-8");

        locales("en_US.UTF-8");
        assertThat(localeOfTheProgram(Map.of("LANG", "de_DE.UTF-8"))).isEqualTo("en_US.UTF-8");

        script(tools.resolve("locale"), "exit 127");
        assertThat(localeOfTheProgram(Map.of("LANG", "de_DE.UTF-8"))).isEqualTo("C.UTF-8");
    }

    /** A system on which these are installed and no others. */
    private void locales(String... installed) throws IOException {
        script(tools.resolve("locale"), """
                case ${LC_ALL:-${LC_CTYPE:-$LANG}} in
                    %s) echo UTF-8 ;;
                    *) echo ANSI_X3.4-1968; echo "locale: Cannot set LC_ALL to default locale: No such file or directory" >&2 ;;
                esac
                """.formatted(String.join("|", installed)));
    }

    private String localeOfTheProgram(Map<String, String> locale) throws IOException, InterruptedException {
        script(jdk.resolve("bin/java"), "printf '%s' \"$LC_ALL\"");
        return start(locale, home.resolve("dipscope")).out();
    }

    /** The flags in the launcher are the pom's, or a build and a start would differ. */
    @Test
    void theLauncherStartsTheJvmAsThePomDoes() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));

        String out = start(home.resolve("dipscope")).out();

        for (String property : List.of("jvm.javafx", "jvm.native")) {
            String flags = pom.replaceAll("(?s).*<" + property + ">(.*)</" + property + ">.*", "$1");
            assertThat(out).contains("[" + flags.replace(" ", "]\n[") + "]");
        }
    }

    @Test
    void anArchiveOfClassesIsUsedWhereThereIsOne() throws Exception {
        Path archive = home.resolve("target/dipscope/app/dipscope.jsa");
        assertThat(start(home.resolve("dipscope"), "info").out()).doesNotContain("SharedArchiveFile");

        Files.createFile(archive);

        assertThat(start(home.resolve("dipscope"), "info").out()).startsWith("[-XX:SharedArchiveFile=" + archive + "]\n[-Xlog:disable]\n[--module-path]\n")
                .endsWith("[org.dipscope.Dipscope]\n[info]\n");
    }

    @Test
    void theArchiveIsMadeOfARunThatOpensTheWindow() throws Exception {
        start(home.resolve("dipscope"));
        Path archive = home.resolve("target/dipscope/app/dipscope.jsa");
        Path called = folder.resolve("called");
        script(jdk.resolve("bin/java"), """
                for argument in "$@"; do
                    case $argument in -XX:ArchiveClassesAtExit=*) touch "${argument#*=}";; esac
                    echo "[$argument]" >> '%s'
                done
                """.formatted(called));

        Outcome outcome = start(home.resolve("dipscope"), "--make-class-archive");

        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        assertThat(archive).exists();
        assertThat(called).content().contains("[org.dipscope.Dipscope]\n[screenshot]\n");
    }

    @Test
    void aRunThatFailsLeavesNoArchiveAndNoError() throws Exception {
        start(home.resolve("dipscope"));
        Path archive = Files.createFile(home.resolve("target/dipscope/app/dipscope.jsa"));

        Outcome outcome = start(home.resolve("dipscope"), "--make-class-archive");

        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        assertThat(archive).doesNotExist();
    }

    private Path jdk(String version) throws IOException {
        Path jdk = folder.resolve("jdk " + version);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), "printf '[%s]\\n' \"$@\"\nexit " + STATUS_OF_THE_PROGRAM);
        return jdk;
    }

    private Outcome start(Path script, String... arguments) throws IOException, InterruptedException {
        return start(Map.of(), script, arguments);
    }

    private Outcome start(Map<String, String> locale, Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().putAll(locale);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        int status = builder.start().waitFor();
        return new Outcome(status, Files.readString(out), Files.readString(err));
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
