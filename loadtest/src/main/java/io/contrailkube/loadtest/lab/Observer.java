package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Looks at a running lab through the endpoints of its nodes, as a user would. */
public final class Observer {
    private final Lab lab;

    public Observer(Lab lab) {
        this.lab = lab;
    }

    /**
     * @param members nodes that are up, as the worst informed living node sees it: news of members take a moment to get
     *     round
     * @param namespaces that are known, and of these {@code served} as they should be
     * @param objects of namespaces that stand in Contrail
     * @param problems of namespaces
     * @param requests that Contrail has had from the nodes so far
     */
    public record Sight(int members, int namespaces, int served, int objects, int problems, long requests) {}

    public Sight look() {
        int members = lab.nodes().size();
        JsonNode namespaces = MissingNode.getInstance();
        for (NodeProcess node : lab.nodes()) {
            members = node.isAlive() ? Math.min(members, members(node)) : members;
            if (namespaces.isMissingNode()) {
                namespaces = ask(node, "/api/v1/namespaces");
            }
        }
        int served = 0;
        int objects = 0;
        int problems = 0;
        for (JsonNode namespace : namespaces) {
            served += namespace.path("phase").asText().equals("served") ? 1 : 0;
            objects += namespace.path("objects").asInt();
            problems += namespace.path("problems").asInt();
        }
        return new Sight(members, namespaces.size(), served, objects, problems, lab.requestsOfNodes());
    }

    private int members(NodeProcess node) {
        Set<String> up = new HashSet<>();
        ask(node, "/cluster/members").path("members").forEach(member -> {
            if (member.path("status").asText().equals("Up")) {
                up.add(member.path("node").asText());
            }
        });
        return up.size();
    }

    /** The JSON answer of a node; missing if it gives none. */
    public JsonNode ask(NodeProcess node, String path) {
        if (!node.isAlive()) {
            return MissingNode.getInstance();
        }
        try {
            Web.Answer answer = lab.web().get(node.http().resolve(path));
            return answer.status() == 200 ? answer.body() : MissingNode.getInstance();
        } catch (IOException e) {
            // It is starting, stopping or dead; the others may know.
            return MissingNode.getInstance();
        }
    }
}
