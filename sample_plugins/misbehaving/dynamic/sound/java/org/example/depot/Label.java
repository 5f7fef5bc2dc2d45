package org.example.depot;

/** A label on a box. */
public class Label {
    private final String id;
    private final String text;

    Label(String id, String text) {
        this.id = id;
        this.text = text;
    }

    public String getId() {
        return id;
    }

    public String getText() {
        return text;
    }
}
