package org.kernos.runtime.micropython.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "x = 1\n",
                "f(1,\n  2)\n",
                "'it is (open'\n",
                "'a\\'('\n",
                "'no end (\n",
                "x = 1  # (\n",
                "'''a\n(\n'''\n",
                "def f():\n  pass\n\n",
                "if x:\n  y\nelse:\n  z\n   \n",
                "format(1)\n",
                "x = [i for i in y]\n",
                ")\n",
                "''\n",
                "''''''\n",
                "@f\ndef g(): pass\n\n"
            })
    void complete(String text) {
        assertThat(PythonText.isComplete(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(1,\n",
                "[\n",
                "{1: (2, 3)\n",
                "'''a\n",
                "\"\"\"a\n'''\n",
                "x = \\\n",
                "def f():\n",
                "def f(): return 1\n",
                "for x in y:\n  pass\n",
                "@f\n",
                "async def f():\n",
                "if x:\n  y\nelse:\n",
                "'a\\\n",
                "  while True:\n"
            })
    void open(String text) {
        assertThat(PythonText.isComplete(text)).isFalse();
    }
}
