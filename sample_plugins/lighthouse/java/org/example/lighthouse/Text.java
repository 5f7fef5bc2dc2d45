package org.example.lighthouse;

import java.util.regex.Pattern;

/** Checks texts that come from scripts and makes texts from anywhere fit for a log line. */
final class Text {
    private static final int LONGEST = 200;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} .'-]{1,60}");

    private Text() {}

    /** The text itself, if it has any visible character and a sensible length. */
    static String required(String argument, String value) {
        if (value == null || value.trim().isEmpty()) {
            throw Fault.MISSING.about(argument);
        }
        if (value.length() > LONGEST) {
            throw Fault.TOO_LONG.about(argument);
        }
        return value;
    }

    /** The object itself, if there is one. */
    static <T> T required(String argument, T value) {
        if (value == null) {
            throw Fault.MISSING.about(argument);
        }
        return value;
    }

    /** The number itself, if it lies between the limits; NaN does not. */
    static double inRange(String argument, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw Fault.NOT_A_NUMBER.about(argument + " (" + least + " to " + most + ")");
        }
        return value;
    }

    static boolean isName(String value) {
        return value != null && NAME.matcher(value).matches() && !value.trim().isEmpty();
    }

    /** The name itself, if it is one. */
    static String name(String argument, String value) {
        required(argument, value);
        if (!isName(value)) {
            throw Fault.WRONG_NAME.about(argument);
        }
        return value;
    }

    /** One line in which control characters and direction marks show as escapes. */
    static String visible(String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder line = new StringBuilder();
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        for (char c : shown.toCharArray()) {
            line.append(isPlain(c) ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return shown.length() < text.length() ? line.append("...").toString() : line.toString();
    }

    private static boolean isPlain(char c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE;
    }
}
