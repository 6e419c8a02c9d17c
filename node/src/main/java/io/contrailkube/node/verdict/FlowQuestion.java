package io.contrailkube.node.verdict;

import io.contrailkube.core.verdict.KubernetesOracle;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.Traffic;
import io.contrailkube.core.verdict.Traffic.Protocol;
import io.contrailkube.node.config.Nearest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A flow as users name it.
 *
 * @param from {@code NAMESPACE/POD} or an address
 * @param to the same
 * @param port a number, or the name of a port of the destination; either may have the protocol before it, as in
 *     {@code TCP/80}
 * @param protocol what counts if none stands before the port
 */
public record FlowQuestion(String from, String to, String port, String protocol) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

    /** The question cannot be answered as it is; the message says why and what to do. */
    public static final class BadQuestion extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public BadQuestion(String message) {
            super(message);
        }
    }

    /** @param remedy what to do if the text is neither */
    public static Party party(String text, String remedy) {
        try {
            return Party.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadQuestion(e.getMessage() + "; " + remedy);
        }
    }

    /** Traffic that is given with a number, and a protocol or not. */
    public static Traffic traffic(String text, String protocol) {
        var question = new FlowQuestion("", "", text, protocol);
        Protocol of = question.spokenProtocol();
        String port = question.spokenPort();
        if (of.hasPorts() && !NUMBER.matcher(port).matches()) {
            throw new BadQuestion(
                    "port '" + text + "' is no number; give one from 1 to 65535, or PROTOCOL/NUMBER such as UDP/53");
        }
        return traffic(of, port);
    }

    /** @param kubernetes must have the pods that are named */
    public void check(KubernetesOracle kubernetes) {
        List<String> pods = kubernetes.pods().stream().map(Party.Pod::toString).toList();
        for (Party party : List.of(sender(), receiver())) {
            if (party instanceof Party.Pod && !pods.contains(party.toString())) {
                throw new BadQuestion("there is no pod " + party + ", or its containers have ended; "
                        + Nearest.hint(party.toString(), pods));
            }
        }
    }

    /** @param kubernetes knows the names of ports */
    public Traffic traffic(KubernetesOracle kubernetes) {
        Protocol of = spokenProtocol();
        String name = spokenPort();
        if (!of.hasPorts() || NUMBER.matcher(name).matches()) {
            return traffic(of, name);
        }
        List<Integer> numbers = kubernetes.numbers(receiver(), of, name);
        if (numbers.size() == 1) {
            return new Traffic(of, numbers.get(0));
        }
        throw new BadQuestion(
                numbers.isEmpty()
                        ? to + " has no " + of + " port named '" + name
                                + "'; give the number, or the name of a container"
                                + " port of a pod that is not on the network of its node"
                        : "port '" + name + "' of " + to + " is " + numbers + "; give one of the numbers");
    }

    public Party sender() {
        return party(from, "say who sends, e.g. web/front-0 or 10.1.2.3");
    }

    public Party receiver() {
        return party(to, "say who receives, e.g. web/front-0 or 10.1.2.3");
    }

    private Protocol spokenProtocol() {
        String text = port.contains("/") ? port.substring(0, port.indexOf('/')) : protocol;
        try {
            return Protocol.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadQuestion(String.valueOf(e.getMessage()));
        }
    }

    private String spokenPort() {
        return port.substring(port.indexOf('/') + 1);
    }

    private static Traffic traffic(Protocol protocol, String number) {
        try {
            return new Traffic(protocol, protocol.hasPorts() ? Integer.parseInt(number) : 0);
        } catch (IllegalArgumentException e) {
            throw new BadQuestion(String.valueOf(e.getMessage()));
        }
    }
}
