package org.kernos.sxs.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLimits;
import org.kernos.api.value.Value;
import org.kernos.sxs.program.Modules;

final class SxsScriptEngineTest {

    private final Modules modules = new Modules();
    private final ScriptEngine engine =
            new SxsScriptEngineFactory("1", modules, ProgramLimits.DEFAULT).getScriptEngine();

    @BeforeEach
    void load() {
        modules.load("alu");
        modules.load("text");
        modules.load("calls");
    }

    @Test
    void bindingsAreNamesAndEveryActiveFunctionMayBeCalled() throws Exception {
        engine.put("a", 5);
        assertThat(engine.eval("(alu/add a 3)")).isEqualTo(8L);
    }

    @Test
    void theBindingsOfTheEngineHideThoseOfAllEngines() throws Exception {
        ScriptEngineManager manager = new ScriptEngineManager();
        manager.registerEngineName("sxs", engine.getFactory());
        manager.put("a", 1);
        manager.put("b", 2);
        ScriptEngine managed = manager.getEngineByName("sxs");
        managed.put("a", 10);

        assertThat(managed.eval("(alu/add a b)")).isEqualTo(12L);
        managed.eval("(def b 30)");
        assertThat(managed.get("b")).isEqualTo(30L);
        assertThat(manager.get("b")).isEqualTo(2);
    }

    @Test
    void objectsOfJavaAreValues() throws Exception {
        assertThat(shown("int", 7)).isEqualTo(":int 7");
        assertThat(shown("truth", true)).isEqualTo(":int 1");
        assertThat(shown("real", 0.5f)).isEqualTo(":real 0.5");
        assertThat(shown("text", "a\"b")).isEqualTo(":str \"a\\\"b\"");
        assertThat(shown("nothing", null)).isEqualTo(":none ()");
        assertThat(shown("list", List.of(1, List.of("x")))).isEqualTo(":list-b [1 [\"x\"]]");
        assertThat(shown("array", new Object[] {1, "x"})).isEqualTo(":list-b [1 \"x\"]");
        assertThat(shown("map", new TreeMap<>(Map.of("k", 1)))).isEqualTo(":list-c {[\"k\" 1]}");
        assertThat(shown("value", Value.brace(new Value.Symbol("s")))).isEqualTo(":list-c {s}");
    }

    /** The value that a script sees. */
    private String shown(String name, Object object) throws ScriptException {
        Value[] seen = new Value[1];
        modules.add(
                "probe",
                "see",
                Modules.INT,
                (scope, a) -> {
                    seen[0] = a[0];
                    return new Value.Int(0);
                },
                org.kernos.api.value.TypeSpec.ANY);
        modules.load("probe");
        engine.put(name, object);
        engine.eval("(probe/see " + name + ")");
        return seen[0].type().keyword() + " " + seen[0];
    }

    @Test
    void valuesAreObjectsOfJava() throws Exception {
        assertThat(engine.eval("7")).isEqualTo(7L);
        assertThat(engine.eval("0.5")).isEqualTo(0.5);
        assertThat(engine.eval("\"text\"")).isEqualTo("text");
        assertThat(engine.eval("")).isNull();
        assertThat(engine.eval("(def x 1)")).isNull();
        assertThat(engine.eval("{1 (a \"b\") 2.5}")).isEqualTo(List.of(1L, List.of(new Value.Symbol("a"), "b"), 2.5));
        assertThat(engine.eval("symbol")).isEqualTo(new Value.Symbol("symbol"));
        assertThat(engine.eval("@(not here)")).isInstanceOf(Value.Error.class).hasToString("@(not here)");
    }

    @Test
    void whatAScriptDefinesIsInTheBindings() throws Exception {
        engine.eval(
                "(def n 3) (def s \"text\") [ (def inner {1 2}) ] (def f (fn (x :int) :int [ (def local 1) x ])) (f 1)");

        assertThat(engine.getBindings(ScriptContext.ENGINE_SCOPE)).containsOnlyKeys("n", "s", "inner", "f");
        assertThat(engine.get("n")).isEqualTo(3L);
        assertThat(engine.get("s")).isEqualTo("text");
        assertThat(engine.get("inner")).isEqualTo(List.of(1L, 2L));
    }

    @Test
    void whatWasDefinedBeforeAFailureStays() {
        assertThatThrownBy(() -> engine.eval("(def n 3) (alu/div n 0) (def m 4)"))
                .isInstanceOf(ScriptException.class);
        assertThat(engine.getBindings(ScriptContext.ENGINE_SCOPE)).containsOnlyKeys("n");
    }

    @Test
    void aNameMayBeDefinedAgainByScriptsAndByJava() throws Exception {
        engine.eval("(def n 1) (def f (fn () :any [ n ]))");
        assertThat(engine.eval("(def n (alu/add n 1)) (f)")).isEqualTo(2L);
        engine.put("n", 40);
        assertThat(engine.eval("(f)")).isEqualTo(40L);
    }

    @Test
    void aLambdaFindsWhatALaterScriptDefines() throws Exception {
        engine.eval("(def f (fn () :any [ (g) ]))");
        engine.eval("(def g (fn () :any [ 42 ]))");
        assertThat(engine.eval("(f)")).isEqualTo(42L);
    }

    @Test
    void aListKeepsItsKindOnTheWayThroughJava() throws Exception {
        engine.eval("(def braces {1 2}) (def parens '(1 2)) (def nested {'(1)})");
        engine.put("copy", engine.get("braces"));
        assertThat(engine.eval("(eq copy {1 2})")).isEqualTo(1L);
        assertThat(engine.eval("(eq parens '(1 2))")).isEqualTo(1L);
        engine.put("outer", List.of(engine.get("parens")));
        assertThat(engine.eval("(eq (at 0 outer) parens)")).isEqualTo(1L);
    }

    @Test
    void aChangedListIsSeenByTheNextScript() throws Exception {
        List<Object> list = new java.util.ArrayList<>(List.of(1));
        engine.put("list", list);
        assertThat(engine.eval("(at 0 list)")).isEqualTo(1L);
        list.set(0, 2);
        assertThat(engine.eval("(at 0 list)")).isEqualTo(2L);
    }

    @Test
    void aFunctionOfAModuleIsCalledAsItIs() throws Exception {
        engine.put("plus", modules.findFunction("alu/add").orElseThrow());
        assertThat(engine.eval("(plus 1 2)")).isEqualTo(3L);
        assertThat(engine.eval("(apply plus {3 4})")).isEqualTo(7L);
        modules.add("one", "neg", Modules.INT, (scope, a) -> new Value.Int(-((Value.Int) a[0]).value()), Modules.INT);
        modules.load("one");
        engine.put("minus", modules.findFunction("one/neg").orElseThrow());
        assertThat(engine.eval("(calls/call minus 5)")).isEqualTo(-5L);
    }

    @Test
    void aFunctionComesBackAsTheVeryOne() throws Exception {
        KernelFunction add = modules.findFunction("alu/add").orElseThrow();
        engine.put("plus", add);
        assertThat(engine.eval("plus")).isSameAs(add);
        assertThat(engine.eval("(reflect plus (:fn<str>str 1) (:fn<int,int>int 2))"))
                .isEqualTo(2L);
    }

    @Test
    @SuppressWarnings("unchecked")
    void aLambdaIsAFunctionOfJava() throws Exception {
        engine.eval("(def n 10) (def f (fn (x :int) :int [ (alu/add x n) ]))");
        Function<Object[], Object> f = (Function<Object[], Object>) engine.get("f");

        assertThat(f.apply(new Object[] {5})).isEqualTo(15L);
        engine.put("n", 20);
        assertThat(f.apply(new Object[] {5})).isEqualTo(25L);
        assertThatThrownBy(() -> f.apply(new Object[] {"x"}))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("Argument 1 type mismatch: expected 9, got 5");
    }

    @Test
    void aLambdaStaysALambdaInOtherBindings() throws Exception {
        engine.eval("(def n 10) (def f (fn (x :int) :int [ (alu/add x n) ]))");
        Bindings others = new SimpleBindings(new java.util.HashMap<>(Map.of("g", engine.get("f"), "n", 1)));

        assertThat(engine.eval("(g n)", others)).isEqualTo(11L);
    }

    @Test
    void bindingsThatAreGivenTakeThePlaceOfTheEngines() throws Exception {
        engine.put("a", 1);
        Bindings others = engine.createBindings();
        assertThat(engine.eval("(def b 2) a", others)).isEqualTo(new Value.Symbol("a"));
        assertThat(others).containsOnlyKeys("b");
        assertThat(engine.get("b")).isNull();
    }

    @Test
    void anObjectWithoutAValueFailsWhereItIsNamed() throws Exception {
        engine.put("thread", new Thread("one"));
        assertThat(engine.eval("1")).isEqualTo(1L);

        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> engine.eval("[\n  (debug thread)\n]"))
                .withMessageStartingWith(
                        "KERNOS-0408 the binding 'thread' has no value: no value stands for an object of"
                                + " class java.lang.Thread in script")
                .satisfies(e -> assertThat(e.getLineNumber()).isEqualTo(2))
                .satisfies(e -> assertThat(e.getColumnNumber()).isEqualTo(10));
        assertThat(engine.eval("(recover [ thread ] [ $exception ])").toString())
                .startsWith("the binding 'thread'");
    }

    @Test
    void whatDebugPrintsGoesToTheContextsWriter() throws Exception {
        StringWriter usual = new StringWriter();
        StringWriter other = new StringWriter();
        engine.getContext().setWriter(usual);
        ScriptContext context = new SimpleScriptContext();
        context.setBindings(engine.getBindings(ScriptContext.ENGINE_SCOPE), ScriptContext.ENGINE_SCOPE);
        context.setWriter(other);

        engine.eval("(def say (fn (x :any) :any [ (debug x) ])) (say \"größer\")");
        engine.eval("(say 2)", context);

        assertThat(usual).hasToString("[DEBUG] \"größer\"\n");
        assertThat(other).hasToString("[DEBUG] 2\n");
    }

    @Test
    void aFailureHasFileLineAndColumn() {
        engine.put(ScriptEngine.FILENAME, "half.sxs");
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> engine.eval("[\n  (alu/div 1 0)\n]"))
                .withMessage(
                        "KERNOS-0405 alu/div: division by zero (code 1) in half.sxs at line number 2 at column number 3")
                .satisfies(e -> assertThat(e.getFileName()).isEqualTo("half.sxs"))
                .satisfies(e -> assertThat(e.getLineNumber()).isEqualTo(2))
                .satisfies(e -> assertThat(e.getColumnNumber()).isEqualTo(3))
                .withCauseInstanceOf(ProgramException.class);
    }

    @Test
    void aMistakeInTheTextIsAFailureOfTheScript() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> engine.eval("(def x 1) (alu/add x"))
                .withMessageStartingWith("KERNOS-0102 Unclosed paren list")
                .satisfies(e -> assertThat(e.getLineNumber()).isEqualTo(1))
                .satisfies(e -> assertThat(e.getColumnNumber()).isEqualTo(11))
                .withCauseInstanceOf(ModuleException.class);
        assertThat(engine.get("x")).as("nothing was evaluated").isNull();
    }

    @Test
    void aFailureWithoutAPlaceHasThatOfTheCall() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> engine.eval("\n#(load \"nothing\")"))
                .withMessageContaining("module 'nothing' was not found")
                .satisfies(e -> assertThat(e.getLineNumber()).isEqualTo(2));
    }

    @Test
    void argumentsAreThoseOfTheContext() throws Exception {
        assertThat(engine.eval("$args")).isEqualTo(List.of());
        engine.put(ScriptEngine.ARGV, new String[] {"one", "two"});
        assertThat(engine.eval("(at 1 $args)")).isEqualTo("two");
    }

    @Test
    void formsStayForTheEnginesLifeAndLoadingIsNeverLocked() throws Exception {
        modules.uninstall("alu", false);
        engine.eval("(def x 1) #(define-form point {:int :int}) #(load \"alu\")");
        assertThat(engine.eval("(def f (fn (p :point) :int [ (alu/add (at 0 p) 1) ])) (f {7 8})"))
                .isEqualTo(8L);
    }

    @Test
    void aCompiledScriptRunsWithTheBindingsOfEachRun() throws Exception {
        CompiledScript script = ((Compilable) engine).compile("(def sum (alu/add a b)) sum");
        engine.put("a", 1);
        engine.put("b", 2);
        Bindings others = new SimpleBindings(new java.util.HashMap<>(Map.of("a", 10, "b", 20)));

        assertThat(script.eval()).isEqualTo(3L);
        assertThat(script.eval(others)).isEqualTo(30L);
        assertThat(others.get("sum")).isEqualTo(30L);
        assertThat(engine.get("sum")).isEqualTo(3L);
        assertThat(script.getEngine()).isSameAs(engine);
    }

    @Test
    void limitsCountAnewForEachEvaluation() throws Exception {
        ScriptEngine limited =
                new SxsScriptEngineFactory("1", modules, ProgramLimits.DEFAULT.withOutput(20)).getScriptEngine();
        limited.getContext().setWriter(new StringWriter());

        limited.eval("(debug \"a\")");
        limited.eval("(debug \"a\")");
        assertThatThrownBy(() -> limited.eval("(debug \"a\") (debug \"a\")"))
                .isInstanceOf(ScriptException.class)
                .hasMessageStartingWith("KERNOS-0802 the program printed more than 20 bytes");
    }

    @Test
    void aModuleCanCallALambdaOnlyWhileTheEvaluationGoesOn() throws Exception {
        Value[] kept = new Value[1];
        modules.add(
                "keep",
                "it",
                Modules.INT,
                (scope, a) -> {
                    kept[0] = new Value.Aberrant(((Value.Aberrant) a[0]).wrapped());
                    return (Value.Int) scope.eval(Value.paren(kept[0]));
                },
                org.kernos.api.value.TypeSpec.ANY);
        modules.add("keep", "call", Modules.INT, (scope, a) -> scope.eval(Value.paren(kept[0])));
        modules.load("keep");

        assertThat(engine.eval("(keep/it (fn () :int [ 5 ]))")).isEqualTo(5L);
        assertThatThrownBy(() -> engine.eval("(keep/call)"))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("Unknown callable symbol: ?lambda-");
    }

    @Test
    void aReaderIsReadToItsEnd() throws Exception {
        assertThat(engine.eval(new StringReader("(alu/add 1 2)"))).isEqualTo(3L);
        assertThat(((Compilable) engine)
                        .compile(new StringReader("(alu/add 1 2)"))
                        .eval())
                .isEqualTo(3L);
        Reader broken = new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("gone");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> engine.eval(broken))
                .isInstanceOf(ScriptException.class)
                .hasRootCauseMessage("gone");
    }

    @Test
    void aModuleCallsTheLambdaOfAScript() throws Exception {
        engine.put("n", 5);
        assertThat(engine.eval("(calls/call (fn (x :int) :int [ (alu/add x n) ]) 1)"))
                .isEqualTo(6L);
        assertThat(engine.eval("(calls/eval 'n)")).isEqualTo(5L);
    }

    @Test
    void aModuleMayRunAScriptOfTheSameEngine() throws Exception {
        modules.add("host", "run", Modules.INT, (scope, a) -> {
            try {
                return Value.of(engine.eval("(def inner (alu/add outer 1)) inner"));
            } catch (ScriptException e) {
                throw new IllegalStateException(e);
            }
        });
        modules.load("host");
        assertThat(engine.eval("(def outer 1) (alu/add (host/run) inner)")).isEqualTo(4L);
    }
}
