package org.example.depot;

import ch.dunes.vso.sdk.endpoints.IEndpointConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;

/** The one folder that receipts may be written to; an administrator chooses it. */
final class Receipts {
    private static final String ID = "receipts";
    private static final String FOLDER = "folder";

    private Receipts() {}

    /** From now on receipts are kept in this folder. */
    static void keepIn(String folder) throws IOException {
        require("folder", folder);
        IEndpointConfiguration kept = DepotAdaptor.endpoints.getEndpointConfiguration(ID);
        if (kept == null) {
            kept = DepotAdaptor.endpoints.newEndpointConfiguration(ID);
        }
        kept.setString(FOLDER, folder);
        DepotAdaptor.endpoints.saveEndpointConfiguration(kept);
    }

    /** Where a receipt is written to, which must lie in the folder. */
    static Path place(String file) throws IOException {
        require("file", file);
        IEndpointConfiguration kept = DepotAdaptor.endpoints.getEndpointConfiguration(ID);
        if (kept == null) {
            throw new IllegalStateException("no folder for receipts was chosen");
        }
        Path folder = Paths.get(kept.getString(FOLDER)).toAbsolutePath().normalize();
        Path place = folder.resolve(file).normalize();
        if (place.equals(folder) || !place.startsWith(folder)) {
            throw new IllegalArgumentException("not in the folder for receipts: " + file);
        }
        return place;
    }

    private static void require(String name, String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " must be given");
        }
    }
}
