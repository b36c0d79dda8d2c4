package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.Evaluator;
import org.kernos.api.ModuleException;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

/** One library under both calling conventions (native C-5). */
abstract class ConventionContract extends BackendContract {

    /** As the data language has it: bound symbols, sequences and calls do not evaluate to themselves. */
    private static final Evaluator LANGUAGE = expression -> switch (expression.type()) {
        case SYMBOL, PAREN_LIST, BRACKET_LIST, DATUM -> string("evaluated " + expression);
        case SOME -> ((Value.Some) expression).wrapped();
        default -> expression;
    };

    static java.util.stream.Stream<Value> arguments() {
        return ValuesContract.exactValues();
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void inFormTheKernelsEvalGivesBackEachArgumentExactly(Value argument) throws ModuleException {
        ModuleInstance abi = open(abi().property("args", "form"));
        assertThat(callIn(LANGUAGE, abi, "form_style", argument, integer(7)))
                .isEqualTo(Value.bracket(argument, integer(7)));
    }

    @Test
    void inFormTheFunctionsSymbolComesFirstAndArgumentsAreExpressions() throws ModuleException {
        ModuleInstance abi = open(abi().setting("args", "form"));
        assertThat(call(abi, "arguments", integer(1), new Value.Symbol("x"), Value.brace()))
                .isEqualTo(Value.paren(
                        new Value.Symbol("abi/arguments"),
                        integer(1),
                        new Value.Some(new Value.Symbol("x")),
                        Value.brace()));
        assertThat(call(abi, "form_style")).isEqualTo(Value.bracket());
    }

    @Test
    void theSettingWinsOverTheDescriptor() throws ModuleException {
        ModuleInstance abi = open(abi().property("args", "form").setting("args", "values"));
        assertThat(abi.details()).containsEntry("args", "values");
        assertThat(callIn(LANGUAGE, abi, "values_style", integer(1), string("x")))
                .isEqualTo(Value.bracket(integer(1), string("x")));
    }

    @Test
    void anUnknownConventionIsAProblem() {
        ModuleException failure = openFailure(abi().setting("args", "forms").property("retain-objects", "yes"));
        assertThat(failure.problems()).extracting(p -> p.code()).containsOnly(ProblemCode.MANIFEST);
        assertThat(failure)
                .hasMessageContaining("'args' is 'forms', expected 'values' or 'form'")
                .hasMessageContaining("'retain-objects' is 'yes', expected 'true' or 'false'");
    }
}
