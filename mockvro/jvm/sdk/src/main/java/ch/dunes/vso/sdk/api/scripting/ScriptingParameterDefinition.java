package ch.dunes.vso.sdk.api.scripting;

/** A parameter of a method or constructor that is defined at run time. */
public class ScriptingParameterDefinition {
    private final String name;
    private final String type;
    private final String description;

    private ScriptingParameterDefinition(Builder builder) {
        name = builder.name;
        type = builder.type;
        description = builder.description;
    }

    /** Starts a definition. */
    public static Builder newBuilder() {
        return new Builder();
    }

    /** Name of the parameter. */
    public String name() {
        return name;
    }

    /** Scripting type of the parameter. */
    public String type() {
        return type;
    }

    /** Explanation for people. */
    public String description() {
        return description;
    }

    /** Collects the parts. */
    public static class Builder {
        private String name;
        private String type;
        private String description;

        private Builder() {}

        /**
         * Finishes the definition.
         *
         * @throws IllegalStateException without a name
         */
        public ScriptingParameterDefinition build() {
            Required.part("name", name);
            return new ScriptingParameterDefinition(this);
        }

        /** Gives the name. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** Gives the scripting type. */
        public Builder type(String type) {
            this.type = type;
            return this;
        }

        /** Explains the parameter. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }
    }
}
