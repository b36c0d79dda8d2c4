package org.kernos.descriptor;

import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands, which Jackson's own tree does not. */
public sealed interface Json {

    /** The offset of its first byte in its source. */
    int offset();

    /** What it is, as a message tells what was found. */
    String found();

    record Text(int offset, String value) implements Json {
        @Override
        public String found() {
            return "the string '" + Source.excerpt(value) + "'";
        }
    }

    record Bool(int offset, boolean value) implements Json {
        @Override
        public String found() {
            return "'" + value + "'";
        }
    }

    /** A number or null, which no key of a manifest takes. */
    record Other(int offset, String text) implements Json {
        @Override
        public String found() {
            return "'" + Source.excerpt(text) + "'";
        }
    }

    record Items(int offset, List<Json> items) implements Json {
        @Override
        public String found() {
            return "a list";
        }
    }

    /**
     * An object.
     *
     * @param members in the order of the file
     */
    record Members(int offset, Map<String, Member> members) implements Json {
        @Override
        public String found() {
            return "an object";
        }
    }

    /**
     * @param keyOffset where the key stands
     */
    record Member(int keyOffset, Json value) {}
}
