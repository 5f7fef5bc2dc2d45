package ch.dunes.vso.sdk.api;

/** A named way from one inventory type to another. */
public class SDKRelationDefinition {
    private final String name;
    private final String type;

    /**
     * A relation.
     *
     * @param name name of the relation
     * @param type type of the objects it leads to
     */
    public SDKRelationDefinition(String name, String type) {
        this.name = name;
        this.type = type;
    }

    /** Name of the relation. */
    public String getName() {
        return name;
    }

    /** Type of the objects it leads to. */
    public String getType() {
        return type;
    }
}
