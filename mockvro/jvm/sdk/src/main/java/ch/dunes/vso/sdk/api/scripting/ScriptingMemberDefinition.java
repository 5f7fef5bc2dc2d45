package ch.dunes.vso.sdk.api.scripting;

/** What attributes and methods of a scripting class that is defined at run time have in common. */
public abstract class ScriptingMemberDefinition {
    /** Name in scripts. */
    protected final String scriptName;

    /** Name in Java. */
    protected final String javaName;

    /** Explanation for people. */
    protected final String description;

    /** Whether the API documentation shows it. */
    protected final boolean showInApi;

    /** Whether scripts cannot change it. */
    protected final boolean readonly;

    /** Takes what the builder has collected. */
    protected ScriptingMemberDefinition(Builder<?> builder) {
        scriptName = builder.scriptName;
        javaName = builder.javaName;
        description = builder.description;
        showInApi = builder.showInApi;
        readonly = builder.readonly;
    }

    /** Name in scripts. */
    public String scriptName() {
        return scriptName;
    }

    /** Name in Java. */
    public String javaName() {
        return javaName;
    }

    /** Explanation for people. */
    public String description() {
        return description;
    }

    /** Whether the API documentation shows it. */
    public boolean showInApi() {
        return showInApi;
    }

    /** Whether scripts cannot change it. */
    public boolean readonly() {
        return readonly;
    }

    /**
     * Collects the parts.
     *
     * @param <T> the concrete builder
     */
    public abstract static class Builder<T extends Builder<?>> {
        /** Name in scripts. */
        protected String scriptName;

        /** Name in Java. */
        protected String javaName;

        /** Explanation for people. */
        protected String description;

        /** Whether the API documentation shows it. */
        protected boolean showInApi = true;

        /** Whether scripts cannot change it. */
        protected boolean readonly;

        /** A member that is shown and can be changed. */
        public Builder() {}

        /** Gives the name in scripts. */
        public T scriptName(String scriptName) {
            this.scriptName = scriptName;
            return self();
        }

        /** Gives the name in Java. */
        public T javaName(String javaName) {
            this.javaName = javaName;
            return self();
        }

        /** Explains the member. */
        public T description(String description) {
            this.description = description;
            return self();
        }

        /** Shows the member in the API documentation or not. */
        public T showInApi(boolean showInApi) {
            this.showInApi = showInApi;
            return self();
        }

        /** Keeps scripts from changing it or not. */
        public T readonly(boolean readonly) {
            this.readonly = readonly;
            return self();
        }

        // every concrete builder names itself as T
        @SuppressWarnings("unchecked")
        private T self() {
            return (T) this;
        }
    }
}
