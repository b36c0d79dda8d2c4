package org.kernos.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.kernos.api.value.Value;

final class KernelExceptionTest {

    @Test
    void aRaisedFailureNamesTheFunctionThatRaisedItAndNotItsCallers() {
        KernelException raised = KernelException.raised(3, "no such file");
        KernelException located = raised.raisedIn("fs/open").raisedIn("calls/apply");
        assertThat(located.problem().toString()).isEqualTo("KERNOS-0405 fs/open: no such file (code 3)");
        assertThat(located.raisedCode()).hasValue(3);
        assertThat(located).hasCause(raised);
    }

    @Test
    void asAValueItCarriesTheFunctionsOwnWords() {
        Value.Error expected = new Value.Error(Value.paren(new Value.Int(3), new Value.Str("no such file")));
        assertThat(KernelException.raised(3, "no such file").raisedIn("fs/open").toValue())
                .isEqualTo(expected);
    }

    @Test
    void aFailureThatNobodyRaisedStaysAsItIs() {
        KernelException e = new KernelException(Problem.of(ProblemCode.BUSY, "busy"));
        assertThat(e.raisedIn("fs/open")).isSameAs(e);
        assertThat(e.raisedCode()).isEmpty();
    }
}
