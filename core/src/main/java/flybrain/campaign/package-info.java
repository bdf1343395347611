/// Campaigns: many experiments on one brain, from a file to answers.
///
/// A [flybrain.campaign.Campaign] is read from TOML ([flybrain.campaign.CampaignFile]), built in
/// ([flybrain.campaign.BuiltInCampaigns]) or put together ([flybrain.campaign.CampaignSource]); its
/// steps vary an experiment along one or two axes. [flybrain.campaign.CampaignRun] runs it into a
/// folder, whole or in shards that [flybrain.campaign.CampaignMerge] joins,
/// [flybrain.campaign.CampaignResults] reads that folder, and [flybrain.campaign.Answers] compares
/// experiments with their controls trial by trial. Rates are in Hz, per neuron of a read-out.
@NullMarked
package flybrain.campaign;

import org.jspecify.annotations.NullMarked;
