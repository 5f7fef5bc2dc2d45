package org.example.beacon;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;

/** Takes every object that somebody sends. */
public class ReadsAnything {
    public Object read(InputStream stream) throws IOException, ClassNotFoundException {
        return new ObjectInputStream(stream).readObject();
    }
}
