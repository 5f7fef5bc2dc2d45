package ch.dunes.vso.sdk.api.scripting;

/** An attribute of a scripting class that is defined at run time. */
public class ScriptingAttributeDefinition extends ScriptingMemberDefinition {
    private final String type;

    /** Takes what the builder has collected. */
    protected ScriptingAttributeDefinition(Builder builder) {
        super(builder);
        type = builder.type;
    }

    /** Starts a definition. */
    public static Builder newBuilder() {
        return new Builder();
    }

    /** Scripting type of the value. */
    public String type() {
        return type;
    }

    /** Collects the parts. */
    public static class Builder extends ScriptingMemberDefinition.Builder<Builder> {
        private String type;

        private Builder() {}

        /**
         * Finishes the definition.
         *
         * @throws IllegalStateException without a script name or a Java name
         */
        public ScriptingAttributeDefinition build() {
            Required.part("scriptName", scriptName);
            Required.part("javaName", javaName);
            return new ScriptingAttributeDefinition(this);
        }

        /** Gives the scripting type of the value. */
        public Builder type(String type) {
            this.type = type;
            return this;
        }
    }
}
