package io.contrailkube.core.kind.ingress;

/** Somebody's text, so that it does no harm in a message. */
final class Quoted {
    private static final int LONGEST = 100;

    private Quoted() {}

    static String text(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
    }
}
