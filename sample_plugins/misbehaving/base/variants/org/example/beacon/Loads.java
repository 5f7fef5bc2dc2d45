package org.example.beacon;

public class Loads {
    public void load() {
        System.loadLibrary("beacon");
    }
}
