package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptException;
import org.junit.Test;

/** What the README promises of programs in SXS, over native kernels. */
public abstract class ProgramPromises extends JavaKernelPromises {

    private Path program(String text) throws IOException {
        return Files.writeString(temporary.getRoot().toPath().resolve("program.sxs"), text);
    }

    private String run(String text) throws Exception {
        return shell.run("sxs:run '" + program(text) + "' one 'two words'").strip();
    }

    @Test
    public void aProgramLoadsKernelsCallsThemAndPrints() throws Exception {
        assertThat(run("""
                        [ #(load "alu" "hash")
                          (def square (fn (x :int) :int [ (alu/mul x x) ]))
                          (debug (square 12) (hash/crc32c "123456789") (at 1 $args)) ]""")).isEqualTo("[DEBUG] 144 3808858755 \"two words\"");
        assertThat(activeModules()).contains("hash");
    }

    @Test
    public void aKernelEvaluatesInTheScopeOfTheProgramThatCallsIt() throws Exception {
        assertThat(run("""
                        [ #(load "alu" "calls")
                          (def base 100)
                          (def f (fn (x :int) :int [ (alu/add x base) ]))
                          (debug (calls/twice 'f 1) (calls/fold 'alu/add 0 '[1 2 3])) ]""")).isEqualTo("[DEBUG] 201 6");
    }

    @Test
    public void aKernelEvaluatesThereFromAThreadOfItsOwn() throws Exception {
        String program = """
                [ #(load "alu" "KERNEL")
                  (def base 100)
                  (def f (fn (x :int) :int [ (assert (alu/mul x x) "x is zero") (alu/add x base) ]))
                  (debug (thread/eval '(f 5)))
                  (debug (recover [ (thread/eval '(f 0)) ] [ $exception ])) ]""".replace("KERNEL", KERNELS.resolve("thread").toString());
        assertThat(shell.run("sxs:run --no-check '" + program(program) + "'").strip())
                .isEqualTo("[DEBUG] 105\n[DEBUG] \"x is zero\"");
    }

    @Test
    public void aFailureNamesItsPlaceAndTheCallsThatLedThere() throws Exception {
        Path file = program("""
                [ #(load "alu")
                  (def half (fn (x :int) :int [ (alu/div x 0) ]))
                  (half 8) ]""");
        assertThat(refusal("sxs:run '" + file + "'"))
                .contains("KERNOS-0405 alu/div: ", "at  " + file + ":2:33", "in  half  " + file + ":3:3");
    }

    @Test
    public void aKernelThatIsNotThereIsNamedWithThePlacesThatWereTried() throws Exception {
        Path file = program("[ #(load \"nowhere\") 1 ]");
        assertThat(refusal("sxs:run --no-check -i '" + temporary.getRoot() + "' '" + file + "'"))
                .contains("module 'nowhere' was not found, tried: " + temporary.getRoot() + "/nowhere, ");
    }

    @Test
    public void aTextIsEvaluatedWithAllActiveFunctions() throws Exception {
        assertThat(shell.run("sxs:eval '(alu/add (alu/mul 2 3) 1)'")).isEqualTo("7");
        assertThat(refusal("sxs:eval '(alu/ad 1 2)'"))
                .contains("KERNOS-0408 Unknown callable symbol: alu/ad")
                .contains("did you mean  alu/add");
    }

    @Test
    public void aScriptEngineCallsKernelsWithItsBindings() throws Exception {
        ScriptEngine engine = service(ScriptEngineFactory.class).getScriptEngine();
        StringWriter printed = new StringWriter();
        engine.getContext().setWriter(printed);
        engine.put("a", 5);

        assertThat(engine.eval("(debug a) (def twice (fn (x :int) :int [ (alu/mul x 2) ])) (alu/add a 3)"))
                .isEqualTo(8L);
        assertThat(printed).hasToString("[DEBUG] 5\n");
        assertThat(((Invocable) engine).invokeFunction("twice", 21)).isEqualTo(42L);
        assertThatThrownBy(() -> engine.eval("(alu/div a 0)"))
                .isInstanceOf(ScriptException.class)
                .hasMessageMatching("KERNOS-0405 alu/div: .* in script at line number 1 at column number 1");
    }
}
