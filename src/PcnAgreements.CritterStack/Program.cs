using PcnAgreements.Api.Host;
using PcnAgreements.CritterStack;

return await Service.Run(args, new MartenEngine());
