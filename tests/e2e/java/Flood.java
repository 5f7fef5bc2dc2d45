package org.example.depot;

import java.util.Arrays;

/** Writes a hundred megabytes to the standard output. */
final class Flood {
    private static final int LINES = 1 << 20; // of a hundred bytes each

    private Flood() {}

    static void write() {
        byte[] line = new byte[100];
        Arrays.fill(line, (byte) 'x');
        line[line.length - 1] = '\n';
        for (int i = 0; i < LINES; i++) {
            System.out.write(line, 0, line.length);
        }
        System.out.flush();
    }
}
