package org.example.beacon;

/** Counts on being told of its end. */
public class Finalizes {
    @Override
    protected void finalize() throws Throwable {
        Beacon.ONLY.blink(1);
        super.finalize();
    }
}
