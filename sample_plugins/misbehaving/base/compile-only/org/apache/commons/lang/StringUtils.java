package org.apache.commons.lang;

/** Stands for the platform's class of that name while compiling. */
public final class StringUtils {
    private StringUtils() {}

    public static boolean isBlank(String text) {
        return text == null || text.trim().isEmpty();
    }
}
