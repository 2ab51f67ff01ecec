using PcnAgreements.Api.Host;

return await Service.Run(args);
