package ch.dunes.model.fileattachment;

/** Stands for the product's class of that name while compiling. */
public class MimeAttachment {}
