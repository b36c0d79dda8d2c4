package org.kernos.itests.layering;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kernos.api.source.ModuleSource;
import org.kernos.api.source.ModuleSourceResolver;

/** The rules of docs/architecture.md on what may know what, checked on the bundles as they are installed. */
class LayeringTest {

    private static final DescribedPredicate<JavaClass> OF_THE_API = DescribedPredicate.describe(
            "of the api bundle",
            type -> type.getBaseComponentType().getPackageName().matches("org\\.kernos\\.(api|spi)(\\..*)?"));

    private static final DescribedPredicate<JavaClass> OF_KERNOS = DescribedPredicate.describe(
            "of Kernos", type -> type.getBaseComponentType().getPackageName().startsWith("org.kernos."));

    private static final String PLACES = "org\\.eclipse\\.(jgit|aether)\\..*|org\\.apache\\.maven\\..*"
            + "|java\\.net\\.(http\\..*|HttpURLConnection|Socket|URI)|java\\.lang\\.ProcessBuilder"
            + "|java\\.util\\.(Properties|prefs\\..*|zip\\.Zip(File|InputStream))|javax\\.xml\\..*"
            + "|com\\.fasterxml\\..*|org\\.yaml\\..*|org\\.apache\\.felix\\.service\\.command\\..*";

    /** Libraries that a bundle carries inside have layers of their own. */
    private static JavaClasses classesOf(ProductBundle bundle) {
        try (JarFile jar = new JarFile(bundle.jar().toFile())) {
            return new ClassFileImporter()
                    .withImportOption(location -> location.contains("/org/kernos/"))
                    .importJar(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DescribedPredicate<JavaClass> in(JavaClasses classes) {
        return DescribedPredicate.describe(
                "of the same bundle",
                type -> classes.contain(type.getBaseComponentType().getName()));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void compileTimeArrowsEndInTheApi(ProductBundle bundle) {
        JavaClasses own = classesOf(bundle);

        classes()
                .should()
                .onlyDependOnClassesThat(OF_THE_API.or(in(own)).or(DescribedPredicate.not(OF_KERNOS)))
                .because("bundles meet as services (architecture A-4)")
                .check(own);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void onlyTheApiAndTheLanguageExportAnything(ProductBundle bundle) {
        Set<String> exported = bundle.packages("Export-Package").keySet();

        if (bundle == ProductBundle.API) {
            assertThat(exported)
                    .containsExactlyInAnyOrder(
                            "org.kernos.api",
                            "org.kernos.api.codec",
                            "org.kernos.api.interfaces",
                            "org.kernos.api.program",
                            "org.kernos.api.source",
                            "org.kernos.api.value",
                            "org.kernos.spi");
        } else if (bundle == ProductBundle.SXS) {
            assertThat(exported).containsExactly("org.kernos.sxs.program");
        } else {
            assertThat(exported).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void packagesHaveNoCycles(ProductBundle bundle) {
        slices().matching("org.kernos.(**)")
                .should()
                .beFreeOfCycles()
                // The place that puts the runtime together: it alone names a backend.
                .ignoreDependency(
                        HasName.Predicates.name("org.kernos.runtime.cabi.CabiRuntime"), DescribedPredicate.alwaysTrue())
                .check(classesOf(bundle));
    }

    @Test
    void theApiKnowsVersionsAndNothingElseOutsideTheJdk() {
        JavaClasses api = classesOf(ProductBundle.API);
        DescribedPredicate<JavaClass> allowed = DescribedPredicate.describe(
                "allowed in the API",
                type -> type.getPackageName().startsWith("java.")
                        || type.isPrimitive()
                        || type.getBaseComponentType().isPrimitive()
                        || type.getPackageName().matches("org\\.jspecify\\.annotations|org\\.osgi\\.annotation\\..*")
                        || type.getName().matches("org\\.osgi\\.framework\\.Version(Range)?"));

        classes()
                // The activator in a module's bundle and the container have nothing but a bundle's context in common.
                .that()
                .doNotHaveFullyQualifiedName("org.kernos.spi.HostedModule")
                .should()
                .onlyDependOnClassesThat(allowed.or(in(api)))
                .because("values, descriptors and problems are plain data (architecture A-5)")
                .check(api);
    }

    /** How modules are looked for, and where, is no matter of the kernel's (module-source-protocol). */
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"API", "CONTAINER"})
    void theKernelKnowsNoPlacesOfModules(ProductBundle bundle) {
        classes()
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(DescribedPredicate.describe(
                        "of Git, Maven, the network, configuration files, or commands",
                        type -> type.getBaseComponentType().getName().matches(PLACES))))
                .check(classesOf(bundle));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"API", "CONTAINER"})
    void theKernelHasNoSourcesOfItsOwnAndNoCommands(ProductBundle bundle) {
        classes()
                .should()
                .notBeAssignableTo(ModuleSource.class)
                .orShould()
                .beInterfaces()
                .check(classesOf(bundle));
        classes()
                .should()
                .notBeAssignableTo(ModuleSourceResolver.class)
                .orShould()
                .beInterfaces()
                .check(classesOf(bundle));
        assertThat(bundle.text())
                .as("what its components provide")
                .noneMatch(text -> text.contains("osgi.command.scope"))
                .noneMatch(text -> text.contains("kernos.sources.overrides"));
    }

    @Test
    void theApiBundleImportsNothingButTheFramework() {
        assertThat(ProductBundle.API.packages("Import-Package").keySet())
                .filteredOn(name -> !name.startsWith("java.") && !name.startsWith("org.kernos."))
                .containsExactlyInAnyOrder("org.osgi.framework", "org.jspecify.annotations");
        assertThat(ProductBundle.API.packages("Import-Package").get("org.jspecify.annotations"))
                .as("annotations are not needed at run time")
                .contains("resolution:=optional");
    }

    @Test
    void theInterpreterOfPythonIsInItsBundleAsAWhole() {
        assertThat(ProductBundle.RUNTIME_MICROPYTHON.packages("Import-Package").keySet())
                .filteredOn(name -> !name.startsWith("java."))
                .allMatch(name -> name.matches("org\\.(kernos|osgi|slf4j|jspecify)\\..*|org\\.slf4j"))
                .noneMatch(name -> name.matches("org\\.osgi\\.service\\.(component|metatype)\\.annotations"));
    }

    @Test
    void mavensLibraryIsInTheBundleOfSourcesAsAWhole() throws IOException {
        assertThat(ProductBundle.SOURCES.packages("Import-Package").keySet())
                .filteredOn(name -> !name.matches("javax?\\..*|org\\.ietf\\.jgss"))
                .allMatch(name -> name.matches("org\\.(kernos|osgi|slf4j|jspecify|eclipse\\.jgit)(\\..*)?"));
        try (JarFile jar = new JarFile(ProductBundle.SOURCES.jar().toFile())) {
            assertThat(jar.getEntry("org/apache/maven/model/pom-4.0.0.xml")).isNotNull();
            assertThat(jar.getEntry("org/apache/maven/model/Model.class")).isNotNull();
            assertThat(jar.getEntry("META-INF/licenses/maven.txt")).isNotNull();
        }
    }

    /** The bundle is there for every start, the library for the first hint that needs it. */
    @Test
    void onlyOnePackageKnowsMavensLibrary() {
        classes()
                .that()
                .resideInAPackage("org.kernos.sources")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(
                        DescribedPredicate.describe("of Maven", type -> type.getBaseComponentType()
                                .getName()
                                .matches("org\\.(eclipse\\.aether|apache|codehaus)\\..*"))))
                .check(classesOf(ProductBundle.SOURCES));
    }

    @Test
    void theLicencesOfTheInterpreterAreInItsBundle() throws IOException {
        try (JarFile jar = new JarFile(ProductBundle.RUNTIME_MICROPYTHON.jar().toFile())) {
            assertThat(jar.getEntry("META-INF/licenses/micropython.txt")).isNotNull();
            assertThat(jar.getEntry("META-INF/licenses/endive.txt")).isNotNull();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void eachTechnologyStaysBehindItsBundle(ProductBundle bundle) {
        assertThat(bundle.packages("Import-Package").keySet())
                .filteredOn(name -> name.matches("com\\.sun\\.jna.*|com\\.fasterxml\\..*|.*\\.gogo\\..*"
                        + "|org\\.apache\\.felix\\.(service\\.command|fileinstall).*|org\\.apache\\.karaf\\..*"
                        + "|org\\.eclipse\\.(jgit|aether)\\..*|org\\.apache\\.(maven|http)\\..*"))
                .allMatch(bundle::mayImport);
    }
}
