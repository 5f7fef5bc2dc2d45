package org.example.lighthouse;

/** Names of types and relations, as the descriptor declares them. */
final class Types {
    static final String ROOT = "_ROOT";
    static final String HARBOUR = "Harbour";
    static final String LIGHTHOUSE = "Lighthouse";
    static final String LAMP = "Lamp";
    static final String KEEPER = "Keeper";

    static final String HARBOURS = "harbours";
    static final String LIGHTHOUSES = "lighthouses";
    static final String LAMPS = "lamps";
    static final String KEEPERS = "keepers";
    static final String THE_KEEPER = "keeper";

    private Types() {}
}
