package ch.dunes.vso.sdk.api.scripting;

import java.util.ArrayList;
import java.util.List;

/** A scripting class that is defined at run time. */
public class ScriptingObjectDefinition {
    private final String scriptingName;
    private final String javaClassName;
    private final List<ScriptingAttributeDefinition> attributes;
    private final List<ScriptingMethodDefinition> methods;
    private final List<ScriptingConstructorDefinition> constructors;
    private final String description;
    private final boolean strict;
    private final String singletonName;
    private final String singletonDatasource;
    private final String externalUrl;
    private final boolean dynamic;
    private final boolean dynamicInvocation;

    private ScriptingObjectDefinition(Builder builder) {
        scriptingName = builder.scriptingName;
        javaClassName = builder.javaClassName;
        attributes = builder.attributes;
        methods = builder.methods;
        constructors = builder.constructors;
        description = builder.description;
        strict = builder.strict;
        singletonName = builder.singletonName;
        singletonDatasource = builder.singletonDatasource;
        externalUrl = builder.externalUrl;
        dynamic = builder.dynamic;
        dynamicInvocation = builder.dynamicInvocation;
    }

    /** Starts a definition. */
    public static Builder newBuilder() {
        return new Builder();
    }

    /** Name in scripts. */
    public String scriptingName() {
        return scriptingName;
    }

    /** Class behind it. */
    public String javaClassName() {
        return javaClassName;
    }

    /** Attributes. */
    public List<ScriptingAttributeDefinition> attributes() {
        return attributes;
    }

    /** Methods. */
    public List<ScriptingMethodDefinition> methods() {
        return methods;
    }

    /** Constructors. */
    public List<ScriptingConstructorDefinition> constructors() {
        return constructors;
    }

    /** Explanation for people. */
    public String description() {
        return description;
    }

    /** Whether scripts see only the members listed here. */
    public boolean strict() {
        return strict;
    }

    /** Name of the global object of this class, or null if there is none. */
    public String singletonName() {
        return singletonName;
    }

    /** Datasource whose factory makes the global object. */
    public String singletonDatasource() {
        return singletonDatasource;
    }

    /** Address of further documentation. */
    public String externalUrl() {
        return externalUrl;
    }

    /** Whether the members are not known beforehand. */
    public boolean dynamic() {
        return dynamic;
    }

    /** Whether calls are passed on by name. */
    public boolean dynamicInvocation() {
        return dynamicInvocation;
    }

    /** Collects the parts; a list that is passed in is used as it is. */
    public static class Builder {
        private String scriptingName;
        private String javaClassName;
        private List<ScriptingAttributeDefinition> attributes = new ArrayList<>();
        private List<ScriptingMethodDefinition> methods = new ArrayList<>();
        private List<ScriptingConstructorDefinition> constructors = new ArrayList<>();
        private String description;
        private boolean strict;
        private String singletonName;
        private String singletonDatasource;
        private String externalUrl;
        private boolean dynamic;
        private boolean dynamicInvocation;

        private Builder() {}

        /**
         * Finishes the definition.
         *
         * @throws IllegalStateException without a scripting name or a Java class name
         */
        public ScriptingObjectDefinition build() {
            Required.part("scriptingName", scriptingName);
            Required.part("javaClassName", javaClassName);
            return new ScriptingObjectDefinition(this);
        }

        /** Gives the name in scripts. */
        public Builder scriptingName(String scriptingName) {
            this.scriptingName = scriptingName;
            return this;
        }

        /** Gives the class behind it. */
        public Builder javaClassName(String javaClassName) {
            this.javaClassName = javaClassName;
            return this;
        }

        /** Replaces the attributes. */
        public Builder attributes(List<ScriptingAttributeDefinition> attributes) {
            this.attributes = attributes;
            return this;
        }

        /** Appends an attribute. */
        public Builder addAttribute(ScriptingAttributeDefinition attribute) {
            attributes.add(attribute);
            return this;
        }

        /** Replaces the methods. */
        public Builder methods(List<ScriptingMethodDefinition> methods) {
            this.methods = methods;
            return this;
        }

        /** Appends a method. */
        public Builder addMethod(ScriptingMethodDefinition method) {
            methods.add(method);
            return this;
        }

        /** Replaces the constructors. */
        public Builder constructors(List<ScriptingConstructorDefinition> constructors) {
            this.constructors = constructors;
            return this;
        }

        /** Appends a constructor. */
        public Builder addConstructor(ScriptingConstructorDefinition constructor) {
            constructors.add(constructor);
            return this;
        }

        /** Explains the class. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /** Restricts scripts to the listed members or not. */
        public Builder strict(boolean strict) {
            this.strict = strict;
            return this;
        }

        /** Gives the name of the global object. */
        public Builder singletonName(String singletonName) {
            this.singletonName = singletonName;
            return this;
        }

        /** Gives the datasource of the global object. */
        public Builder singletonDatasource(String singletonDatasource) {
            this.singletonDatasource = singletonDatasource;
            return this;
        }

        /** Gives the address of further documentation. */
        public Builder externalUrl(String externalUrl) {
            this.externalUrl = externalUrl;
            return this;
        }

        /** Says whether the members are not known beforehand. */
        public Builder dynamic(boolean dynamic) {
            this.dynamic = dynamic;
            return this;
        }

        /** Says whether calls are passed on by name. */
        public Builder dynamicInvocation(boolean dynamicInvocation) {
            this.dynamicInvocation = dynamicInvocation;
            return this;
        }
    }
}
