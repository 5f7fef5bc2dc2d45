package org.example.beacon;

/** Says which release this is. */
public final class Signed {
    private Signed() {}

    public static String release() {
        return "Beacon plug-in 1.0.0 build 7 (2026-03-02)";
    }
}
