package org.example.beacon;

/** A method that is called like the dangerous one, of another class. */
public class Doors {
    public void leave() {
        Doors.exit(1);
    }

    static void exit(int number) {
        Beacon.ONLY.blink(number);
    }
}
