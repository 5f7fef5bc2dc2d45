package ch.dunes.vso.sdk.api.scripting;

import java.util.ArrayList;
import java.util.List;

/** A constructor of a scripting class that is defined at run time. */
public class ScriptingConstructorDefinition {
    private final List<ScriptingParameterDefinition> parameters;
    private final String description;

    private ScriptingConstructorDefinition(Builder builder) {
        parameters = builder.parameters;
        description = builder.description;
    }

    /** Starts a definition. */
    public static Builder newBuilder() {
        return new Builder();
    }

    /** Parameters in order. */
    public List<ScriptingParameterDefinition> parameters() {
        return parameters;
    }

    /** Explanation for people. */
    public String description() {
        return description;
    }

    /** Collects the parts. */
    public static class Builder {
        private List<ScriptingParameterDefinition> parameters = new ArrayList<>();
        private String description;

        private Builder() {}

        /** Finishes the definition. */
        public ScriptingConstructorDefinition build() {
            return new ScriptingConstructorDefinition(this);
        }

        /** Replaces the parameters. */
        public Builder parameters(List<ScriptingParameterDefinition> parameters) {
            this.parameters = parameters;
            return this;
        }

        /** Appends a parameter. */
        public Builder addParameter(ScriptingParameterDefinition parameter) {
            parameters.add(parameter);
            return this;
        }

        /** Explains the constructor. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }
    }
}
