package ch.dunes.vso.sdk.api.scripting;

/** Refuses definitions that lack a part. */
final class Required {
    private Required() {}

    /**
     * The value itself.
     *
     * @throws IllegalStateException naming the part, if the value is missing
     */
    static String part(String name, String value) {
        if (value == null) {
            throw new IllegalStateException("missing property: " + name);
        }
        return value;
    }
}
