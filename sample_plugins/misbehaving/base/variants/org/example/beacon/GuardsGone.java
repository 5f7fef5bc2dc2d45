package org.example.beacon;

import org.example.vanished.Gone;

public class GuardsGone {
    public boolean call() {
        try {
            Gone.run();
            return true;
        } catch (NoClassDefFoundError absent) {
            return false;
        }
    }
}
