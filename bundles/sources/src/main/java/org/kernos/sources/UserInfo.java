package org.kernos.sources;

import java.util.regex.Pattern;

/** Users and passwords in addresses, which no message repeats: messages are logged and shown. */
final class UserInfo {

    private static final Pattern AT_THE_BEGINNING =
            Pattern.compile("(?:https?:/*|[a-z]+://)[^/?#]*@", Pattern.CASE_INSENSITIVE);

    /**
     * Also in what is no address, because of a slash in the password, say. So what comes behind a port may be blanked though it is none; that is the
     * smaller harm.
     */
    private static final Pattern ANYWHERE =
            Pattern.compile("(https?:/*|//)(?:[^/?#\\s]*@|[^/?#@]*:.*@)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private UserInfo() {}

    /** Whether an address has a user in it, or a user and a password. */
    static boolean isIn(String address) {
        return AT_THE_BEGINNING.matcher(address).lookingAt();
    }

    /** A text with three dots in place of whatever stands before the host in addresses: {@code https://...@host/path}. */
    static String blanked(String text) {
        return ANYWHERE.matcher(text).replaceAll("$1...@");
    }

    /** A part of a text for a message; all of it, blanked, where the text has been cut within a password. */
    static String blanked(String part, String text) {
        String blanked = blanked(text);
        return blanked.equals(text) ? part : blanked;
    }
}
