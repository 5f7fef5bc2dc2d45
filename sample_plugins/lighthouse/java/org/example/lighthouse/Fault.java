package org.example.lighthouse;

/**
 * Everything that can go wrong, with the text that people see.
 *
 * <p>The troubleshooting chapter of the documentation explains each of them.
 */
enum Fault {
    MISSING("LH101", "Argument is missing or empty"),
    NOT_A_NUMBER("LH102", "Argument is not a number in the allowed range"),
    WRONG_NAME("LH103", "Name may hold 1 to 60 letters, digits, blanks and - . ' only"),
    WRONG_ADDRESS("LH104", "Address must be http(s)://host[:port], without user and query"),
    NOT_ENCRYPTED("LH105", "Address is not encrypted; use https or allow plain http"),
    NAME_IN_USE("LH106", "A harbour of that name exists already"),
    NO_SUCH_HARBOUR("LH107", "Harbour is not configured any longer"),
    TOO_LONG("LH108", "Argument is too long"),
    UNREACHABLE("LH201", "Harbour office cannot be reached or does not answer in time"),
    REFUSED("LH202", "Harbour office refuses user or password"),
    FAILED("LH203", "Harbour office reports an error"),
    NOT_UNDERSTOOD("LH204", "Harbour office gives an answer that is not understood"),
    GONE("LH205", "Object does not exist at the harbour office"),
    TOO_LARGE("LH206", "Answer of the harbour office is too large"),
    INTERRUPTED("LH207", "Call was cancelled"),
    NO_STORE("LH301", "Stored harbours cannot be read or written"),
    NO_TRUST("LH302", "No TLS context for the connection to the harbour office");

    private final String code;
    private final String text;

    Fault(String code, String text) {
        this.code = code;
        this.text = text;
    }

    /** An exception about one thing, such as a harbour, an object or an argument. */
    LighthouseException about(String subject) {
        return about(subject, null);
    }

    /** As above, with the exception behind it. */
    LighthouseException about(String subject, Throwable cause) {
        return new LighthouseException(code + " " + text + ": " + Text.visible(subject), cause);
    }
}
