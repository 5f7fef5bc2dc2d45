package org.example.depot;

import java.io.IOException;
import java.nio.file.Files;

/** A box on a shelf. */
public class Box {
    private final String id;
    private final String name;
    private final String owner;
    private final double weight;

    Box(String id, String name, String owner, double weight) {
        this.id = id;
        this.name = name;
        this.owner = owner;
        this.weight = weight;
    }

    public String getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    /** Whose box it is; null if nobody knows. */
    public String getOwner() {
        return owner;
    }

    public double getWeight() {
        return weight;
    }

    /** Writes a receipt for the box; what it says. */
    public String printReceipt(String file) throws IOException {
        Release.log("printReceipt of " + id);
        String receipt = name + ", " + weight + " kg, " + owner;
        Files.write(Receipts.place(file), receipt.getBytes("UTF-8"));
        return receipt;
    }
}
