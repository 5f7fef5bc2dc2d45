package org.example.depot;

import ch.dunes.vso.sdk.api.IPluginFactory;
import java.io.IOException;
import java.util.List;

/** The global object of scripts. */
public final class DepotManager {
    private DepotManager() {}

    /** Called by the server for each session. */
    public static DepotManager createScriptingSingleton(IPluginFactory factory) {
        Release.log("createScriptingSingleton");
        return new DepotManager();
    }

    public String getRelease() {
        return Release.SIGNATURE;
    }

    /** For the administrator, before the first receipt is printed. */
    public void keepReceiptsIn(String folder) throws IOException {
        Release.log("keepReceiptsIn");
        Receipts.keepIn(folder);
    }

    public List<Shelf> getShelves() {
        return Stock.shelves();
    }

    public Box findBox(String id) {
        return Stock.box(id);
    }
}
