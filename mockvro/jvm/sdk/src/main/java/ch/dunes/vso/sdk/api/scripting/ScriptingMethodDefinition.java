package ch.dunes.vso.sdk.api.scripting;

import java.util.ArrayList;
import java.util.List;

/** A method of a scripting class that is defined at run time. */
public class ScriptingMethodDefinition extends ScriptingMemberDefinition {
    private final List<ScriptingParameterDefinition> parameters;
    private final String returnType;

    private ScriptingMethodDefinition(Builder builder) {
        super(builder);
        parameters = builder.parameters;
        returnType = builder.returnType;
    }

    /** Starts a definition. */
    public static Builder newBuilder() {
        return new Builder();
    }

    /** Parameters in order. */
    public List<ScriptingParameterDefinition> parameters() {
        return parameters;
    }

    /** Scripting type of the result. */
    public String returnType() {
        return returnType;
    }

    /** Collects the parts. */
    public static class Builder extends ScriptingMemberDefinition.Builder<Builder> {
        private List<ScriptingParameterDefinition> parameters = new ArrayList<>();
        private String returnType;

        private Builder() {}

        /**
         * Finishes the definition.
         *
         * @throws IllegalStateException without a script name or a Java name
         */
        public ScriptingMethodDefinition build() {
            Required.part("scriptName", scriptName);
            Required.part("javaName", javaName);
            return new ScriptingMethodDefinition(this);
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

        /** Gives the scripting type of the result. */
        public Builder returnType(String returnType) {
            this.returnType = returnType;
            return this;
        }
    }
}
