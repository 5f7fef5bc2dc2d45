package com.vmware.o11n.sdk.system;

/** Facts about the server. */
public interface ISystem {

    /** Plug-ins that are installed. */
    Plugin[] getInstalledPlugins();

    /** One installed plug-in. */
    class Plugin {
        /** Name of the module. */
        public final String name;

        /** Version without build number. */
        public final String version;

        /** Build number. */
        public final long build;

        /** A plug-in with these facts. */
        public Plugin(String name, String version, long build) {
            this.name = name;
            this.version = version;
            this.build = build;
        }

        @Override
        public String toString() {
            return "Plugin[" + name + ", " + version + "-" + build + "]";
        }
    }
}
