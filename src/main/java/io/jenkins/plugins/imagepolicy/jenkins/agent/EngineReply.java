package io.jenkins.plugins.imagepolicy.jenkins.agent;

import java.io.Serializable;

/**
 * What an agent answers.
 *
 * @param report the report; null when the engine has first to be sent
 * @param folder where to send the engine; null when the report is there
 */
record EngineReply(String report, String folder) implements Serializable {}
