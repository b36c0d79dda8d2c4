package org.kernos.itests.editors;

import dev.secondsun.tm4e.core.grammar.IGrammar;
import dev.secondsun.tm4e.core.grammar.IToken;
import dev.secondsun.tm4e.core.grammar.ITokenizeLineResult;
import dev.secondsun.tm4e.core.grammar.StackElement;
import dev.secondsun.tm4e.core.registry.Registry;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The SDK's grammar as an editor applies it, line by line. */
final class Colours {

    static final Path EXTENSION = Path.of(System.getProperty("kernos.root"), "distribution/sdk/editors");

    private static final String LANGUAGE = ".sxs";

    private final IGrammar grammar;

    Colours() throws Exception {
        try (InputStream file = Files.newInputStream(EXTENSION.resolve("sxs.tmLanguage.json"))) {
            grammar = new Registry().loadGrammarFromPathSync("sxs.tmLanguage.json", file);
        }
    }

    /** Some characters of a line, and their scopes, from the outermost, without the language's own and its name. */
    record Piece(String text, String scopes) {}

    List<List<Piece>> of(List<String> lines) {
        List<List<Piece>> pieces = new ArrayList<>();
        StackElement state = null;
        for (String line : lines) {
            ITokenizeLineResult result = grammar.tokenizeLine(line, state);
            state = result.getRuleStack();
            List<Piece> ofLine = new ArrayList<>();
            for (IToken token : result.getTokens()) {
                int end = Math.min(token.getEndIndex(), line.length());
                if (token.getStartIndex() < end) {
                    ofLine.add(new Piece(line.substring(token.getStartIndex(), end), scopes(token)));
                }
            }
            pieces.add(ofLine);
        }
        return pieces;
    }

    private static String scopes(IToken token) {
        List<String> names = token.getScopes().stream()
                .filter(scope -> !scope.equals("source" + LANGUAGE))
                .map(scope -> scope.substring(0, scope.length() - LANGUAGE.length()))
                .toList();
        return String.join(" ", names);
    }
}
