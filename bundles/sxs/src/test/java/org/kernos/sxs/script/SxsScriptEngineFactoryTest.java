package org.kernos.sxs.script;

import static org.assertj.core.api.Assertions.assertThat;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.junit.jupiter.api.Test;
import org.kernos.api.program.ProgramLimits;
import org.kernos.sxs.program.Modules;

final class SxsScriptEngineFactoryTest {

    private final ScriptEngineFactory factory =
            new SxsScriptEngineFactory("0.1.0", new Modules(), ProgramLimits.DEFAULT);

    @Test
    void theFactorySaysWhatItsEnginesAre() {
        assertThat(factory.getEngineName()).isEqualTo("Kernos SXS");
        assertThat(factory.getEngineVersion()).isEqualTo("0.1.0");
        assertThat(factory.getLanguageName()).isEqualTo("SXS");
        assertThat(factory.getLanguageVersion()).isEqualTo("1.0");
        assertThat(factory.getNames()).containsExactly("sxs");
        assertThat(factory.getExtensions()).containsExactly("sxs");
        assertThat(factory.getMimeTypes()).containsExactly("application/x-sxs");
    }

    @Test
    void theParametersAreThoseOfTheContract() {
        assertThat(factory.getParameter(ScriptEngine.ENGINE)).isEqualTo("Kernos SXS");
        assertThat(factory.getParameter(ScriptEngine.ENGINE_VERSION)).isEqualTo("0.1.0");
        assertThat(factory.getParameter(ScriptEngine.LANGUAGE)).isEqualTo("SXS");
        assertThat(factory.getParameter(ScriptEngine.LANGUAGE_VERSION)).isEqualTo("1.0");
        assertThat(factory.getParameter(ScriptEngine.NAME)).isEqualTo("sxs");
        assertThat(factory.getParameter("THREADING")).isNull();
        assertThat(factory.getParameter("other")).isNull();
    }

    @Test
    void aCallIsAListWithTheFunctionInFront() {
        assertThat(factory.getMethodCallSyntax("alu", "add", "1", "(f 2)")).isEqualTo("(alu/add 1 (f 2))");
        assertThat(factory.getMethodCallSyntax("", "f")).isEqualTo("(f)");
        assertThat(factory.getMethodCallSyntax(null, "f", "a")).isEqualTo("(f a)");
    }

    @Test
    void whatAnOutputStatementDisplaysIsPrinted() throws Exception {
        ScriptEngine engine = factory.getScriptEngine();
        java.io.StringWriter printed = new java.io.StringWriter();
        engine.getContext().setWriter(printed);

        assertThat(factory.getOutputStatement("a \"b\"")).isEqualTo("(debug \"a \\\"b\\\"\")");
        engine.eval(factory.getOutputStatement("a \"b\"\\"));

        assertThat(printed).hasToString("[DEBUG] \"a \"b\"\\\"\n");
    }

    @Test
    void aProgramRunsItsStatementsOneByOne() throws Exception {
        String program = factory.getProgram("(def x 1) ; a comment", "(alu/add x 2)");

        assertThat(program).isEqualTo("[\n(def x 1) ; a comment\n(alu/add x 2)\n]");
        assertThat(factory.getScriptEngine().eval("[ #(load \"alu\") ] " + program))
                .isEqualTo(3L);
    }

    @Test
    void aManagerFindsTheEngineOnceTheFactoryIsRegistered() {
        ScriptEngineManager manager = new ScriptEngineManager();
        factory.getNames().forEach(name -> manager.registerEngineName(name, factory));
        factory.getExtensions().forEach(name -> manager.registerEngineExtension(name, factory));
        factory.getMimeTypes().forEach(name -> manager.registerEngineMimeType(name, factory));

        assertThat(manager.getEngineByName("sxs").getFactory()).isSameAs(factory);
        assertThat(manager.getEngineByExtension("sxs").getFactory()).isSameAs(factory);
        assertThat(manager.getEngineByMimeType("application/x-sxs").getFactory())
                .isSameAs(factory);
    }
}
