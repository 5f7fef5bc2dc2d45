package org.example.beacon;

import org.example.vanished.Gone;

public class UsesGone {
    public void call() {
        Gone.run();
    }
}
