package org.example.beacon;

/** A light that can be switched. */
public class Beacon {
    static final Beacon ONLY = new Beacon();

    private volatile boolean lit;

    public String getId() {
        return "1";
    }

    public String getName() {
        return "Beacon";
    }

    public boolean isLit() {
        return lit;
    }

    public void setLit(boolean lit) {
        this.lit = lit;
    }

    public void blink(int times) {
        lit = times % 2 == 1;
    }
}
