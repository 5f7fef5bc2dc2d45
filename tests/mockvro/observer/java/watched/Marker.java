package watched;

/** Is loaded by name only. */
public class Marker {}
