package org.dipscope;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import org.dipscope.memory.Residency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The walls of docs/architecture.md. */
class ArchitectureTest {
    private static final Set<String> ROOMS = Set.of("mask", "memory", "sparsity", "session", "calibration");
    /** Rooms that are drawn and may still be empty. */
    private static final Set<String> PLANNED = Set.of("gguf", "tokenizer", "kernel", "model", "eval", "export", "ui", "cli");

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.dipscope");

    @Test
    void everyRoomOfTheHouseIsSeenAndNoOtherIsBuilt() {
        Set<String> rooms = CODE.stream().map(JavaClass::getPackageName).filter(name -> !name.equals("org.dipscope"))
                .map(name -> name.split("\\.")[2]).collect(Collectors.toSet());

        assertThat(rooms).containsAll(ROOMS);
        assertThat(rooms).isSubsetOf(union(ROOMS, PLANNED));
    }

    @Test
    void masksKnowNothing() {
        check(onlyKnows("mask"));
    }

    @Test
    void theSimulatorKnowsMasksAlone() {
        check(onlyKnows("memory", "mask"));
    }

    @Test
    void fileTokenizerAndKernelsKnowNothingAboveThem() {
        check(onlyKnows("gguf"));
        check(onlyKnows("tokenizer", "gguf"));
        check(onlyKnows("kernel", "gguf", "mask"));
    }

    @Test
    void maskingReachesTheMemoryThroughItsResidencyAlone() {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(room("sparsity"), room("mask"), room("kernel"))
                .or(equivalentTo(Residency.class));
        check(noClasses().that().resideInAPackage(room("sparsity")).should().dependOnClassesThat(ours().and(not(allowed)))
                .as("sparsity knows mask, kernel and memory.Residency only"));
    }

    @Test
    void theModelKnowsNoSessionAndNoFace() {
        check(onlyKnows("model", "gguf", "tokenizer", "kernel", "mask", "sparsity", "memory"));
        check(noClasses().that().resideInAnyPackage(room("session"), room("eval"), room("calibration"))
                .should().dependOnClassesThat().resideInAnyPackage(room("ui"), room("cli"), room("export")));
    }

    @Test
    void onlyTheWindowKnowsJavaFx() {
        check(noClasses().that().resideOutsideOfPackage(room("ui")).and(not(equivalentTo(Dipscope.class)))
                .should().dependOnClassesThat().resideInAPackage("javafx.."));
    }

    @Test
    void aViewModelKnowsNoSceneGraph() {
        check(noClasses().that().haveSimpleNameEndingWith("ViewModel")
                .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "org.controlsfx..", "atlantafx.."));
    }

    @Test
    void viewsSeeSnapshotsAndNeverTheEngine() {
        check(noClasses().that().resideInAPackage(room("ui")).should().dependOnClassesThat()
                .resideInAnyPackage(room("model"), room("kernel"), room("gguf"), room("tokenizer"), room("calibration"), room("cli")));
    }

    @Test
    void nothingKnowsTheCompositionRoot() {
        check(noClasses().that(not(equivalentTo(Dipscope.class)))
                .should().dependOnClassesThat().resideInAPackage("org.dipscope"));
    }

    @Test
    void noPackagesFormACycle() {
        check(slices().matching("org.dipscope.(**)").should().beFreeOfCycles());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manager", "Helper", "Util", "Utils", "Impl"})
    void aClassIsNamedForWhatItIs(String suffix) {
        check(noClasses().should().haveSimpleNameEndingWith(suffix));
    }

    @Test
    void noStaticStateCanChange() {
        check(fields().that().areStatic().should().beFinal());
        check(fields().that().areStatic().should().notHaveRawType(
                resideInAPackage("java.util.concurrent.atomic..").or(resideInAPackage("javafx.beans.property.."))));
        check(fields().that(publicStatic()).should().notHaveRawType(DescribedPredicate.describe("an array", JavaClass::isArray)));
    }

    @Test
    void onlyTheCommandLineSpeaksToTheTerminal() {
        check(noClasses().that().resideOutsideOfPackage(room("cli")).and(not(equivalentTo(Dipscope.class)))
                .should(ACCESS_STANDARD_STREAMS).orShould(USE_JAVA_UTIL_LOGGING)
                .orShould(ArchConditions.callMethod(System.class, "exit", int.class)));
    }

    private static ArchRule onlyKnows(String room, String... below) {
        String[] rooms = new String[below.length + 1];
        rooms[0] = room(room);
        for (int i = 0; i < below.length; i++) {
            rooms[i + 1] = room(below[i]);
        }
        return noClasses().that().resideInAPackage(room(room)).should()
                .dependOnClassesThat(ours().and(not(resideInAnyPackage(rooms))))
                .as(room + " knows nothing of ours but " + String.join(", ", rooms));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CODE);
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage("org.dipscope..");
    }

    private static DescribedPredicate<JavaField> publicStatic() {
        return DescribedPredicate.describe("are public and static", field -> field.getModifiers()
                .containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC)));
    }

    private static String room(String name) {
        return "org.dipscope." + name + "..";
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }
}
