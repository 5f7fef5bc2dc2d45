package org.example.depot;

import java.util.ArrayList;
import java.util.List;

/** Takes all memory and keeps it. */
final class Hoard {
    private static final List<byte[]> KEPT = new ArrayList<>();

    private Hoard() {}

    static void everything() {
        for (int size = 8 << 20; ; ) {
            try {
                KEPT.add(new byte[size]);
            } catch (OutOfMemoryError e) {
                size /= 2;
                if (size < 256) {
                    throw e;
                }
            }
        }
    }
}
