package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

class PythonMessagesTest {

    private final MicroPythonRuntime runtime = new MicroPythonRuntime();

    @AfterEach
    void close() {
        runtime.close();
    }

    private ModuleInstance open(String... lines) throws ModuleException {
        return runtime.open(TestModule.source("lib", lines));
    }

    private static Message message(String type) {
        return new Message("shell", type, new Value.Str("text"));
    }

    @Test
    void aMessageIsAnsweredWithWhatTheFunctionReturns() throws Exception {
        ModuleInstance module = open(
                "def __message__(sender, type, payload):",
                "    if type == 'text': return sender + ' ' + payload",
                "    if type == 'bytes': return b'\\xff'");

        assertThat(module.handleMessage(message("text")))
                .hasValue(new Message("lib", "text", new Value.Str("shell text")));
        assertThat(module.handleMessage(message("bytes"))
                        .orElseThrow()
                        .payload()
                        .bytes())
                .containsExactly(0xff);
        assertThat(module.handleMessage(message("other"))).isEmpty();
    }

    @Test
    void aModuleWithoutTheFunctionAnswersNothing() throws Exception {
        assertThat(open("x = 1").handleMessage(message("text"))).isEmpty();
    }

    @Test
    void whatFailsIsAProblemOfTheMessage() throws Exception {
        ModuleInstance module = open(
                "def __message__(sender, type, payload):",
                "    if type == 'bad': return 5",
                "    raise ValueError(payload)");

        assertThatThrownBy(() -> module.handleMessage(message("raise")))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("KERNOS-0413 __message__() of module 'lib' with 'raise' from 'shell' raised"
                        + " ValueError: text");
        assertThatThrownBy(() -> module.handleMessage(message("bad")))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("returned what is neither None nor str nor bytes");
    }
}
